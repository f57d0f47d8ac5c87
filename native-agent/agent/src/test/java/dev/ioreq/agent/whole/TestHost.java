package dev.ioreq.agent.whole;

import static org.awaitility.Awaitility.await;

import dev.ioreq.agent.NodeAgent;
import dev.ioreq.agent.config.AgentSettings;
import dev.ioreq.agent.config.StartRefusedException;
import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.handover.HandoverBroker;
import dev.ioreq.agent.handover.HandoverSettings;
import dev.ioreq.agent.supervisor.EmulatorStatus;
import dev.ioreq.agent.supervisor.ServerPhase;
import dev.ioreq.agent.supervisor.ServerReport;
import dev.ioreq.agent.tls.TestCertificates;
import dev.ioreq.agent.tls.TlsFiles;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.ProbedServer;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.SimulatedXen;
import dev.ioreq.hypervisor.simulated.SimulatedXenConfig;
import dev.ioreq.hypervisor.simulated.VcpuStatus;
import dev.ioreq.hypervisor.simulated.XenVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A Xen host with an agent that can be killed and started again: the engine outlives it, as Xen does. */
final class TestHost implements AutoCloseable {

    static final Duration SHORT = Duration.ofMillis(500);

    private final Path directory;
    private SimulatedXen xen = boot();
    private NodeAgent agent;

    TestHost(Path directory) {
        this.directory = directory;
        startAgent();
    }

    private static SimulatedXen boot() {
        return new SimulatedXen(SimulatedXenConfig.of(XenVersion.V4_17));
    }

    SimulatedXen xen() {
        return xen;
    }

    NodeAgent agent() {
        return agent;
    }

    Path journal(String key) {
        return directory.resolve("state/servers").resolve(key + ".json");
    }

    void startAgent() {
        startAgent(xen.asHypervisor(0));
    }

    void startAgent(Hypervisor hypervisor) {
        try {
            agent = NodeAgent.start(settings(), hypervisor);
        } catch (StartRefusedException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything the process held is closed; nothing is tidied up. */
    void killAgent() {
        agent.close();
        agent = null;
    }

    void restartAgent() {
        killAgent();
        startAgent();
    }

    /** The host boots: no guest, no server, another boot id. */
    void reboot() {
        killAgent();
        xen.close();
        xen = boot();
        startAgent();
    }

    AgentSettings settings() {
        TestCertificates certificates = TestCertificates.shared();
        try {
            int uid = (Integer) Files.getAttribute(directory, "unix:uid");
            return new AgentSettings(
                    "node-1",
                    directory.resolve("state"),
                    new HandoverSettings(
                            Files.createDirectories(directory.resolve("h")), Set.of(uid), SHORT, SHORT, SHORT),
                    "127.0.0.1",
                    0,
                    new TlsFiles(
                            certificates.certificate("agent"), certificates.key("agent"), certificates.authority()),
                    "operator.ioreq.dev",
                    Duration.ofSeconds(1),
                    Duration.ofMillis(50),
                    Duration.ofMillis(500),
                    Duration.ofMillis(200),
                    4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A guest that reads its serial port for ever, from the moment somebody claims it. */
    DomainId startReader(String name) {
        return xen.start(GuestConfig.named(name).withProgram("await 0x3f8\nloop {\nin 0x3f8\nsleep 1ms\n}\n"));
    }

    DomainId start(String name) {
        return xen.start(GuestConfig.named(name).withProgram("loop {\nsleep 100ms\n}\n"));
    }

    ServerReport declare(Declaration declaration) {
        return agent.supervisors().apply(declaration);
    }

    ServerReport report(String key) {
        return agent.supervisors().report(key).orElseThrow(() -> new AssertionError(key + " is not known"));
    }

    ServerReport awaitReport(String key, Predicate<ServerReport> condition) {
        return await("server " + key).pollInterval(Duration.ofMillis(5)).until(() -> report(key), condition);
    }

    ServerReport awaitPhase(String key, ServerPhase phase) {
        return awaitReport(key, report -> report.phase() == phase);
    }

    ServerReport awaitEmulator(String key, EmulatorStatus status) {
        return awaitReport(key, report -> report.emulator() == status);
    }

    void awaitGone(String key) {
        await("server " + key + " to be gone")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> agent.supervisors().report(key).isEmpty());
    }

    ScriptedEmulator emulator(String key) {
        Path socket = directory.resolve("h").resolve(key).resolve(HandoverBroker.SOCKET);
        await("socket of " + key)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Files.exists(socket));
        return new ScriptedEmulator(socket);
    }

    Path handoverDirectory(String key) {
        return directory.resolve("h").resolve(key);
    }

    /** Declares, attaches an emulator that serves, and waits until that is told. */
    ScriptedEmulator serving(Declaration declaration) throws Exception {
        declare(declaration);
        ScriptedEmulator emulator = emulator(declaration.key()).attach().serve(ScriptedEmulator.Stop.NEVER);
        awaitPhase(declaration.key(), ServerPhase.SERVING);
        return emulator;
    }

    /** As {@link #serving}, and returns when the reader of that name has been answered: until then it takes all ones for nobody. */
    ScriptedEmulator servingReader(String guest, Declaration declaration) throws Exception {
        ScriptedEmulator emulator = serving(declaration);
        awaitReads(guest, ScriptedEmulator.VALUE, 1);
        return emulator;
    }

    Domain domain(String name) {
        return xen.asHypervisor(0).domains().stream()
                .filter(domain -> domain.identity().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no domain " + name));
    }

    List<IoreqServerId> servers(String name) {
        return xen.asHypervisor(0).probeIoreqServers(domain(name).id()).stream()
                .map(ProbedServer::id)
                .toList();
    }

    /** Waits until the guest has read a value so many times more than by now. */
    void awaitReads(String guest, int value, int more) {
        long wanted = reads(guest, value) + more;
        await(guest + " reads " + Integer.toHexString(value))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> reads(guest, value) >= wanted);
    }

    long reads(String guest, int value) {
        String end = "= 0x" + Integer.toHexString(value);
        return xen.transcript(guest).lines().stream()
                .filter(line -> line.endsWith(end))
                .count();
    }

    boolean isBlocked(String guest) {
        return xen.list().stream()
                .filter(status -> status.name().equals(guest))
                .flatMap(status -> status.vcpus().stream())
                .anyMatch(VcpuStatus::blocked);
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.close();
        }
        xen.close();
    }
}
