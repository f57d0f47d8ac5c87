package dev.ioreq.agent.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.agent.SampleDeclarations;
import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.declaration.LostAction;
import dev.ioreq.agent.handover.TestEmulator;
import dev.ioreq.agent.supervisor.EmulatorStatus;
import dev.ioreq.agent.supervisor.ServerPhase;
import dev.ioreq.agent.whole.ScriptedEmulator.Stop;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.GuestStatus;
import dev.ioreq.protocol.handover.HandoverError;
import dev.ioreq.protocol.handover.Hello;
import dev.ioreq.protocol.handover.Offer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a guest whose emulator dies, hangs or turns on the agent. */
class LossTest {

    private static final int ALL_ONES = 0xff;

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

    @ParameterizedTest
    @EnumSource(Stop.class)
    void aGuestGoesOnWhereverItsEmulatorDied(Stop where) throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader("guest", patient(0, LostAction.FENCE));
        emulator.goOnUntil(where);
        if (where != Stop.NEVER) {
            await().until(() -> host.isBlocked("guest"));
        }
        emulator.dies();
        host.awaitReads("guest", ALL_ONES, 5);
        assertThat(host.awaitEmulator("a", EmulatorStatus.LOST_FENCED).phase()).isEqualTo(ServerPhase.SERVING);
        host.emulator("a").attach().serve(Stop.NEVER);
        host.awaitReads("guest", ScriptedEmulator.VALUE, 5);
        host.awaitEmulator("a", EmulatorStatus.ATTACHED);
    }

    @Test
    void aGuestWaitsForAnEmulatorThatIsExpectedBack() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader("guest", patient(60, LostAction.FENCE));
        emulator.goOnUntil(Stop.INPROCESS);
        await().until(() -> emulator.sees(IoreqState.INPROCESS));
        emulator.dies();
        host.awaitEmulator("a", EmulatorStatus.LOST_WAITING);
        assertThat(host.isBlocked("guest")).isTrue();
        host.emulator("a").attach().serve(Stop.NEVER);
        host.awaitReads("guest", ScriptedEmulator.VALUE, 5);
        assertThat(host.reads("guest", ALL_ONES)).isZero();
    }

    @Test
    void patienceHasAnEnd() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader("guest", patient(1, LostAction.FENCE));
        emulator.dies();
        host.awaitEmulator("a", EmulatorStatus.LOST_WAITING);
        assertThat(host.reads("guest", ALL_ONES)).isZero();
        host.awaitReads("guest", ALL_ONES, 5);
        host.awaitEmulator("a", EmulatorStatus.LOST_FENCED);
    }

    @Test
    void holdWaitsOnAndStillAcknowledgesInvalidate() throws Exception {
        host.xen().start(GuestConfig.named("guest").withPaused(true).withProgram("invalidate\nin 0x3f8\n"));
        host.serving(patient(0, LostAction.HOLD)).dies();
        host.awaitEmulator("a", EmulatorStatus.LOST_WAITING);
        host.xen().unpause("guest");
        await().until(() ->
                host.xen().transcript("guest").lines().stream().anyMatch(line -> line.contains("invalidate answered")));
        await().until(() -> host.isBlocked("guest"));
        assertThat(host.report("a").emulator()).isEqualTo(EmulatorStatus.LOST_WAITING);
        host.emulator("a").attach().serve(Stop.NEVER);
        host.awaitReads("guest", ScriptedEmulator.VALUE, 0);
        await().until(() -> !host.isBlocked("guest"));
    }

    @Test
    void aDomainIsShutDownIfThatWasDeclared() throws Exception {
        host.xen()
                .start(GuestConfig.named("guest")
                        .withPreserve(true)
                        .withProgram("await 0x3f8\nloop {\nin 0x3f8\nsleep 1ms\n}\n"));
        ScriptedEmulator emulator = host.serving(patient(0, LostAction.SHUTDOWN_DOMAIN));
        emulator.goOnUntil(Stop.INPROCESS);
        await().until(() -> host.isBlocked("guest"));
        emulator.dies();
        await().until(
                        () -> host.xen().list().stream().map(GuestStatus::state).toList(),
                        states -> states.contains("shutdown-crash"));
    }

    @Test
    void anEmulatorThatNeverGetsReadyDoesNotProlongThePatience() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader("guest", patient(1, LostAction.FENCE));
        emulator.dies();
        for (int i = 0; i < 4; i++) {
            host.emulator("a").attach().dies();
        }
        host.awaitReads("guest", ALL_ONES, 5);
    }

    @Test
    void everyVcpuOfAGuestIsTakenCareOf() throws Exception {
        StringBuilder program = new StringBuilder();
        for (int vcpu = 0; vcpu < 4; vcpu++) {
            program.append("vcpu ").append(vcpu).append("\nawait 0x3f8\nloop {\nin 0x3f8\nsleep 1ms\n}\n");
        }
        host.xen()
                .start(GuestConfig.named("guest")
                        .withVcpus(4)
                        .withType(DomainType.HVM)
                        .withProgram(program.toString()));
        ScriptedEmulator emulator = host.serving(patient(0, LostAction.FENCE));
        awaitReadsOfEveryVcpu("0x41");
        emulator.goOnUntil(Stop.INPROCESS);
        await().until(() -> emulator.sees(IoreqState.INPROCESS));
        emulator.dies();
        awaitReadsOfEveryVcpu("0xff");
    }

    private void awaitReadsOfEveryVcpu(String value) {
        for (int vcpu = 0; vcpu < 4; vcpu++) {
            String line = "vcpu" + vcpu + " in.1 0x3f8 = " + value;
            await().until(() -> host.xen().transcript("guest").lines().contains(line));
        }
    }

    @Test
    void aHungEmulatorIsToldFromABusyOne() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.serving(patient(0, LostAction.FENCE));
        host.awaitReads("guest", ScriptedEmulator.VALUE, 100);
        assertThat(host.report("a").emulator()).isEqualTo(EmulatorStatus.ATTACHED);
        emulator.goOnUntil(Stop.INPROCESS);
        host.awaitEmulator("a", EmulatorStatus.STALLED);
        assertThat(host.agent().stallWatch().stalled()).isEqualTo(1);
        assertThat(host.agent().stallWatch().oldest().toMillis()).isGreaterThanOrEqualTo(500);
        emulator.dies();
        host.awaitEmulator("a", EmulatorStatus.LOST_FENCED);
    }

    @Test
    void anEmulatorThatSaysNothingAfterTheOfferIsFencedOff() throws Exception {
        host.startReader("guest");
        host.declare(patient(0, LostAction.FENCE));
        host.awaitPhase("a", ServerPhase.OFFERED);
        try (TestEmulator silent = new TestEmulator(host.handoverDirectory("a").resolve("handover.sock"))) {
            silent.say(new Hello("silent"));
            silent.hear(Offer.class);
            assertThat(silent.hear(HandoverError.class).text()).contains("no READY");
        }
        host.awaitReport(
                "a", report -> report.emulator() == EmulatorStatus.ABSENT && report.phase() == ServerPhase.OFFERED);
        host.emulator("a").attach().serve(Stop.NEVER);
        host.awaitReads("guest", ScriptedEmulator.VALUE, 3);
    }

    @Test
    void anEmulatorThatRunsWildHarmsItsOwnGuestOnly() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader("guest", patient(0, LostAction.FENCE));
        emulator.goOnUntil(Stop.INPROCESS);
        await().until(() -> host.isBlocked("guest"));
        emulator.fillsTheSlotsWithNonsense();
        emulator.floodsTheEventChannel();
        emulator.dies();
        host.awaitReport("a", report -> report.emulator() != EmulatorStatus.ATTACHED);
        // Xen may crash the guest of such an emulator; the agent and its other guests are unharmed.
        host.startReader("other");
        host.serving(SampleDeclarations.serial("b", "other"));
        host.awaitReads("other", ScriptedEmulator.VALUE, 3);
    }

    private static Declaration patient(int seconds, LostAction action) {
        return SampleDeclarations.losing(SampleDeclarations.serial("a", "guest"), seconds, action);
    }
}
