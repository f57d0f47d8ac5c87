package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.GuestControl;
import dev.ioreq.hypervisor.simulated.GuestStatus;
import dev.ioreq.hypervisor.simulated.SimulatedHypervisorClient;
import dev.ioreq.hypervisor.simulated.SimulatedXenMain;
import dev.ioreq.hypervisor.simulated.XenVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The engine as a process of its own, reached through its sockets. */
final class EngineProcessStage extends SimulatedStage {

    private final XenVersion version;
    private final Path directory;
    private final Process process;
    private final GuestControl guests;
    private final Hypervisor hypervisor;

    EngineProcessStage(XenVersion version) {
        this.version = version;
        try {
            directory = Files.createTempDirectory("ioreq");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SimulatedXenMain.class.getName(),
                            "--socket",
                            directory.resolve("xen").toString(),
                            "--control",
                            directory.resolve("control").toString(),
                            "--version",
                            version.text(),
                            "--exit-with-parent",
                            Long.toString(ProcessHandle.current().pid()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String ready = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (ready == null) {
                throw new IllegalStateException("the engine did not start");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        guests = GuestControl.connect(directory.resolve("control"));
        hypervisor = SimulatedHypervisorClient.connect(directory.resolve("xen"));
    }

    @Override
    public Hypervisor hypervisor() {
        return hypervisor;
    }

    @Override
    public String name() {
        return "engine-process";
    }

    @Override
    public String version() {
        return version.text();
    }

    @Override
    DomainId startGuest(GuestConfig config) {
        return guests.start(config);
    }

    @Override
    void destroyGuest(String name) {
        guests.destroy(name);
    }

    @Override
    DomainId rebootGuest(String name) {
        return guests.reboot(name);
    }

    @Override
    void softResetGuest(String name) {
        guests.softReset(name);
    }

    @Override
    List<GuestStatus> list() {
        return guests.list();
    }

    @Override
    List<String> transcript(String name) {
        return guests.transcript(name);
    }

    @Override
    IoreqServerId stubdomainServer(String name) {
        return guests.createStubdomainServer(name);
    }

    @Override
    public void close() {
        hypervisor.close();
        guests.close();
        process.destroy();
        try {
            process.waitFor();
            Files.deleteIfExists(directory.resolve("xen"));
            Files.deleteIfExists(directory.resolve("control"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
