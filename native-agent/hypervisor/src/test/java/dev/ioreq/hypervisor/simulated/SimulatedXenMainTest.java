package dev.ioreq.hypervisor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedXenMainTest {

    @TempDir
    Path directory;

    private Process engine;

    @AfterEach
    void kill() throws InterruptedException {
        if (engine != null) {
            engine.destroyForcibly().waitFor();
        }
    }

    @Test
    void aGuestOfAnotherProcessIsServedThroughDescriptorsThatCameOverTheSocket() throws Exception {
        start();
        try (GuestControl guests = GuestControl.connect(directory.resolve("control"));
                Hypervisor xen = SimulatedHypervisorClient.connect(directory.resolve("xen"))) {
            DomainId domain = guests.start(GuestConfig.named("web").withProgram("await 0x500\nin 0x500 expect 0x5a"));
            assertThat(xen.domains()).extracting(Domain::id).containsExactly(domain);
            IoreqServerId server = xen.createIoreqServer(domain, BufferedIo.OFF);
            try (Frames frames = xen.acquireFrames(domain, ResourceType.IOREQ_SERVER, server.value(), 1, 1);
                    EventChannels channels = xen.openEventChannels(domain)) {
                xen.setIoreqServerState(domain, server, true);
                int remote =
                        frames.use(pages -> new IoreqPage(pages.get(0)).slot(0).vpEport());
                int local = channels.bindInterdomain(remote);
                xen.mapIoRange(domain, server, new PortRange(0x500, 0x500));
                int answered = 0;
                while (answered < 2) {
                    int port = channels.pending(Duration.ofSeconds(10)).orElseThrow();
                    assertThat(port).isEqualTo(local);
                    channels.unmask(port);
                    answered += frames.use(pages -> {
                        var slot = new IoreqPage(pages.get(0)).slot(0);
                        if (slot.stateAcquire() != IoreqState.READY) {
                            return 0;
                        }
                        slot.setData(0x5a);
                        slot.setStateRelease(IoreqState.RESPONSE_READY);
                        return 1;
                    });
                    channels.notify(port);
                }
                await().until(() -> guests.transcript("web").contains("vcpu0 halted"));
                assertThat(guests.transcript("web"))
                        .containsExactly("vcpu0 await 0x500 = 0x5a", "vcpu0 in.1 0x500 = 0x5a", "vcpu0 halted");
                assertThat(guests.failures("web")).isZero();
                guests.destroy("web");
                assertThat(xen.domains()).isEmpty();
                assertThat(guests.list()).extracting(GuestStatus::state).containsExactly("dying");
            }
            await().until(() -> guests.list().isEmpty());
        }
    }

    @Test
    void whenTheEngineDiesEveryCallSaysThatTheHostIsDown() throws Exception {
        start();
        try (Hypervisor xen = SimulatedHypervisorClient.connect(directory.resolve("xen"))) {
            assertThat(xen.info().version()).isEqualTo("4.20");
            engine.destroyForcibly().waitFor();
            assertThatThrownBy(xen::domains)
                    .isInstanceOf(XenException.class)
                    .hasMessageContaining("EIO")
                    .hasMessageContaining("is gone");
        }
    }

    @Test
    void theEngineEndsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder("cat").start();
        start("--exit-with-parent", Long.toString(parent.pid()));
        assertThat(engine.isAlive()).isTrue();
        parent.destroyForcibly();
        assertThat(engine.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("xen")).doesNotExist();
    }

    @Test
    void theGuestsOfADirectoryRunFromTheBeginning() throws Exception {
        Path guests = Files.createDirectory(directory.resolve("guests"));
        Files.writeString(guests.resolve("web.guest"), "guest HVM 2\nprint 0xe9 \"hello\"\n");
        Files.writeString(guests.resolve("idle.guest"), "guest PVH 1\n");
        Files.writeString(guests.resolve("README"), "no guest");

        start("--guests", guests.toString());

        try (GuestControl control = GuestControl.connect(directory.resolve("control"))) {
            assertThat(control.list()).extracting(GuestStatus::name).containsExactlyInAnyOrder("web", "idle");
            await().untilAsserted(() -> assertThat(control.printed("web")).isEqualTo("hello"));
        }
    }

    @Test
    void aGuestThatCannotBeReadStopsTheEngineAtItsStart() throws Exception {
        Path guests = Files.createDirectory(directory.resolve("guests"));
        Files.writeString(guests.resolve("web.guest"), "guest HVM 2\nprint\n");

        Process refused = process("--guests", guests.toString()).start();

        assertThat(new String(refused.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("web.guest: ")
                .contains("2");
        assertThat(refused.waitFor()).isEqualTo(2);
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThatThrownBy(() -> MainArguments.parse("--socket", "/a")).hasMessageContaining("--control is missing");
        assertThatThrownBy(() -> MainArguments.parse("--socket", "/a", "--control", "/b", "--version", "4.11"))
                .hasMessageContaining("'4.11' is not simulated; there are [4.17, 4.20]");
        assertThatThrownBy(() -> MainArguments.parse("--help")).hasMessageContaining("usage");
    }

    private ProcessBuilder process(String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
                "4.20"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command);
    }

    private void start(String... more) throws IOException {
        engine = process(more).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).startsWith("simulated xen 4.20 serves at");
    }
}
