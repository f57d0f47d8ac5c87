package dev.ioreq.agent.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.agent.SampleDeclarations;
import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.declaration.DomainSelector;
import dev.ioreq.agent.supervisor.EmulatorStatus;
import dev.ioreq.agent.supervisor.Failure;
import dev.ioreq.agent.supervisor.ServerPhase;
import dev.ioreq.agent.supervisor.ServerReport;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.protocol.agent.Domain;
import dev.ioreq.protocol.handover.Detach;
import dev.ioreq.protocol.handover.Detached;
import dev.ioreq.protocol.handover.Ranges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declared servers on a whole agent and a whole (simulated) Xen. */
class LifeTest {

    @TempDir
    Path directory;

    private TestHost host;

    @BeforeEach
    void boot() {
        host = new TestHost(directory);
    }

    @AfterEach
    void shutDown() {
        host.close();
    }

    @Test
    void aDeclaredServerComesToLifeAndServesItsGuest() throws Exception {
        host.startReader("guest");
        host.declare(SampleDeclarations.serial("a", "guest"));
        ServerReport offered = host.awaitPhase("a", ServerPhase.OFFERED);
        assertThat(offered.emulator()).isEqualTo(EmulatorStatus.ABSENT);
        assertThat(offered.server()).contains(new IoreqServerId(0));
        assertThat(offered.domain()).contains(host.domain("guest").identity());
        assertThat(offered.mappedRanges()).isEmpty();
        host.emulator("a").attach().serve(ScriptedEmulator.Stop.NEVER);
        ServerReport serving = host.awaitPhase("a", ServerPhase.SERVING);
        assertThat(serving.emulator()).isEqualTo(EmulatorStatus.ATTACHED);
        assertThat(serving.mappedRanges()).containsExactly("com1");
        assertThat(serving.failure()).isEmpty();
        host.awaitReads("guest", ScriptedEmulator.VALUE, 20);
    }

    @Test
    void aServerWaitsForItsDomain() {
        host.declare(SampleDeclarations.serial("a", "later"));
        assertThat(host.awaitPhase("a", ServerPhase.WAITING_FOR_DOMAIN).key()).isEqualTo("a");
        ServerReport waiting = host.awaitReport("a", report -> report.failure().isPresent());
        assertThat(waiting.failure().orElseThrow())
                .isEqualTo(new Failure("DomainNotFound", "no living domain of this node has name=later"));
        host.start("later");
        assertThat(host.awaitPhase("a", ServerPhase.OFFERED).failure()).isEmpty();
    }

    @Test
    void anEmulatorMayComeBeforeItsServer() throws Exception {
        host.declare(SampleDeclarations.serial("a", "later"));
        ScriptedEmulator emulator = host.emulator("a");
        Thread starter = new Thread(() -> host.startReader("later"));
        starter.start();
        emulator.attach().serve(ScriptedEmulator.Stop.NEVER);
        starter.join();
        host.awaitPhase("a", ServerPhase.SERVING);
    }

    @Test
    void aBufferedServerHasBothFramesAndThePortOfTheRing() throws Exception {
        host.start("guest");
        host.declare(SampleDeclarations.buffered(SampleDeclarations.serial("a", "guest"), BufferedIo.ATOMIC));
        ServerReport report = host.awaitPhase("a", ServerPhase.OFFERED);
        assertThat(report.bufferedPort()).isPositive();
        ScriptedEmulator emulator = host.emulator("a").attach();
        assertThat(emulator.offer().bufferedLocalPort()).isPositive();
    }

    @Test
    void aGuestThatRebootsGetsItsServerBackUnderItsNewDomid() throws Exception {
        host.startReader("guest");
        ScriptedEmulator first = host.serving(SampleDeclarations.serial("a", "guest"));
        int before = host.domain("guest").id().value();
        host.xen().reboot("guest");
        assertThat(first.hear(Detach.class).reason()).isEqualTo(Detach.DOMAIN_GONE);
        first.dies();
        host.emulator("a").attach().serve(ScriptedEmulator.Stop.NEVER);
        ServerReport report = host.awaitPhase("a", ServerPhase.SERVING);
        assertThat(report.domain().orElseThrow().id().value()).isNotEqualTo(before);
        host.awaitReads("guest", ScriptedEmulator.VALUE, 5);
        await().until(() -> host.xen().list().size() == 1);
    }

    @Test
    void aSelectorByIdMeansOneLifeOfTheGuest() {
        int id = host.start("guest").value();
        host.declare(SampleDeclarations.of("a", DomainSelector.byId(id), List.of(SampleDeclarations.COM1)));
        host.awaitPhase("a", ServerPhase.OFFERED);
        host.xen().reboot("guest");
        assertThat(host.awaitReport("a", report -> report.failure().isPresent()).failure())
                .map(Failure::reason)
                .contains("DomainNotFound");
        assertThat(host.servers("guest")).isEmpty();
    }

    @Test
    void aDestroyedGuestLeavesNoZombie() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.serving(SampleDeclarations.serial("a", "guest"));
        host.xen().destroy("guest");
        emulator.hear(Detach.class);
        emulator.dies();
        await().until(() -> host.xen().list().isEmpty());
        host.awaitPhase("a", ServerPhase.WAITING_FOR_DOMAIN);
    }

    @Test
    void aReleasedServerLeavesNothingBehind() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.serving(SampleDeclarations.serial("a", "guest"));
        assertThat(host.agent().supervisors().release("a")).isFalse();
        assertThat(emulator.hear(Detach.class).reason()).isEqualTo(Detach.RELEASED);
        emulator.say(new Detached());
        host.awaitGone("a");
        emulator.dies();
        assertThat(host.servers("guest")).isEmpty();
        assertThat(host.handoverDirectory("a")).doesNotExist();
        assertThat(host.journal("a")).doesNotExist();
        assertThat(host.isBlocked("guest")).isFalse();
        assertThat(host.agent().supervisors().release("a")).isTrue();
    }

    @Test
    void aServerReleasedWithARequestOutstandingFreezesNobody() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.serving(SampleDeclarations.serial("a", "guest"));
        emulator.goOnUntil(ScriptedEmulator.Stop.INPROCESS);
        await().until(() -> host.isBlocked("guest"));
        host.agent().supervisors().release("a");
        emulator.hear(Detach.class);
        host.awaitGone("a");
        await().until(() -> !host.isBlocked("guest"));
        assertThat(host.servers("guest")).isEmpty();
        emulator.dies();
    }

    @Test
    void aServerReleasedRightAfterItsDeclarationGoesToo() {
        host.start("guest");
        for (int i = 0; i < 60; i++) {
            String key = "race-" + i;
            host.declare(SampleDeclarations.serial(key, "guest"));
            if (i % 3 == 0) {
                host.awaitPhase(key, ServerPhase.OFFERED);
            }
            host.agent().supervisors().release(key);
        }
        await().until(() -> host.agent().supervisors().reports().isEmpty());
        assertThat(host.servers("guest")).isEmpty();
        assertThat(directory.resolve("h")).isEmptyDirectory();
        assertThat(directory.resolve("state/servers")).isEmptyDirectory();
    }

    @Test
    void aServerOfSomebodyElseIsReportedAndNeverTouched() throws Exception {
        host.startReader("guest");
        IoreqServerId foreign = host.xen().createForeignServer("guest");
        host.serving(SampleDeclarations.serial("a", "guest"));
        await().untilAsserted(() -> {
            Domain domain = host.agent().told().node().getDomains(0);
            assertThat(domain.getForeignServersList()).containsExactly(foreign.value());
            assertThat(domain.getOwnServersList()).containsExactly(1);
            assertThat(domain.getFreeServers()).isEqualTo(6);
        });
        host.agent().supervisors().release("a");
        host.awaitGone("a");
        assertThat(host.servers("guest")).containsExactly(foreign);
    }

    @Test
    void theNinthServerOfADomainWaitsUntilOneIsFree() {
        host.start("guest");
        for (int i = 0; i < 8; i++) {
            host.declare(SampleDeclarations.serial("s" + i, "guest"));
            host.awaitPhase("s" + i, ServerPhase.OFFERED);
        }
        host.declare(SampleDeclarations.serial("ninth", "guest"));
        ServerReport full = host.awaitReport("ninth", report -> report.failure().isPresent());
        assertThat(full.failure().orElseThrow().reason()).isEqualTo("NoServerSlot");
        assertThat(full.failure().orElseThrow().message()).contains("ENOSPC", "8 servers");
        host.agent().supervisors().release("s3");
        assertThat(host.awaitPhase("ninth", ServerPhase.OFFERED).server()).contains(new IoreqServerId(3));
    }

    @Test
    void rangesChangeWhileTheEmulatorServes() throws Exception {
        host.startReader("guest");
        Declaration declaration = SampleDeclarations.serial("a", "guest");
        ScriptedEmulator emulator = host.serving(declaration);
        host.declare(
                SampleDeclarations.withRanges(declaration, 2, SampleDeclarations.DEBUG, SampleDeclarations.REGISTERS));
        assertThat(emulator.hear(Ranges.class).ranges()).extracting("name").containsExactly("debug", "registers");
        host.awaitReport("a", report -> report.mappedRanges().equals(List.of("debug", "registers")));
        // Nobody claims the port any more.
        host.awaitReads("guest", 0xff, 3);
        assertThat(host.report("a").generation()).isEqualTo(2);
    }

    @Test
    void aStaleDeclarationIsIgnored() {
        host.start("guest");
        Declaration declaration = SampleDeclarations.serial("a", "guest");
        host.declare(SampleDeclarations.withRanges(declaration, 5, SampleDeclarations.DEBUG));
        assertThat(host.declare(declaration).generation()).isEqualTo(5);
    }

    @Test
    void aDisabledServerStaysAndComesBack() throws Exception {
        host.startReader("guest");
        Declaration declaration = SampleDeclarations.serial("a", "guest");
        ScriptedEmulator emulator = host.serving(declaration);
        host.declare(SampleDeclarations.enabled(declaration, 2, false));
        assertThat(emulator.hear(Detach.class).reason()).isEqualTo(Detach.DISABLED);
        emulator.say(new Detached());
        host.awaitReport(
                "a",
                report -> report.phase() == ServerPhase.FRAMES_ACQUIRED
                        && report.mappedRanges().isEmpty());
        emulator.dies();
        assertThat(host.servers("guest")).hasSize(1);
        host.declare(SampleDeclarations.enabled(declaration, 3, true));
        host.awaitPhase("a", ServerPhase.OFFERED);
        host.emulator("a").attach().serve(ScriptedEmulator.Stop.NEVER);
        host.awaitPhase("a", ServerPhase.SERVING);
        host.awaitReads("guest", ScriptedEmulator.VALUE, 3);
    }

    @Test
    void aDeclarationIsOnTheDiskWhenTheCallReturns() {
        host.declare(SampleDeclarations.serial("a", "nowhere"));
        assertThat(host.journal("a")).content().contains("nowhere");
    }

    @Test
    void twoHundredServersComeToLifeAtOnce() throws Exception {
        for (int guest = 0; guest < 50; guest++) {
            host.start("guest-" + guest);
        }
        int threads = Thread.activeCount();
        for (int i = 0; i < 200; i++) {
            host.declare(SampleDeclarations.serial("s" + i, "guest-" + i / 4));
        }
        List<ScriptedEmulator> emulators = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            emulators.add(host.emulator("s" + i).attach());
        }
        for (int i = 0; i < 200; i++) {
            host.awaitPhase("s" + i, ServerPhase.SERVING);
        }
        assertThat(Thread.activeCount() - threads).isLessThan(10);
        emulators.forEach(ScriptedEmulator::dies);
    }
}
