package dev.ioreq.agent.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.agent.SampleDeclarations;
import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.declaration.LostAction;
import dev.ioreq.agent.handover.TestEmulator;
import dev.ioreq.agent.journal.CreateIntent;
import dev.ioreq.agent.journal.JournalEntry;
import dev.ioreq.agent.journal.JournalStore;
import dev.ioreq.agent.journal.ServerRecord;
import dev.ioreq.agent.supervisor.EmulatorStatus;
import dev.ioreq.agent.supervisor.Failure;
import dev.ioreq.agent.supervisor.ServerPhase;
import dev.ioreq.agent.whole.ScriptedEmulator.Stop;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.MemFd;
import dev.ioreq.protocol.handover.Detach;
import dev.ioreq.protocol.handover.Detached;
import dev.ioreq.protocol.handover.HandoverError;
import dev.ioreq.protocol.handover.Resume;
import dev.ioreq.protocol.handover.Resumed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent is killed and comes back; Xen, guests and emulators do not. */
class RestartTest {

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

    @Test
    void anEmulatorServesOnWhileTheAgentIsAwayAndIsAdopted() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader("guest", SampleDeclarations.serial("a", "guest"));
        host.killAgent();
        host.awaitReads("guest", ScriptedEmulator.VALUE, 20);
        host.startAgent();
        assertThat(host.awaitEmulator("a", EmulatorStatus.RESUMING).phase()).isEqualTo(ServerPhase.SERVING);
        emulator.resume();
        host.awaitReport(
                "a",
                report -> report.emulator() == EmulatorStatus.ATTACHED
                        && report.phase() == ServerPhase.SERVING
                        && report.failure().isEmpty());
        host.awaitReads("guest", ScriptedEmulator.VALUE, 20);
        assertThat(host.reads("guest", ALL_ONES)).isZero();
        assertThat(host.servers("guest")).hasSize(1);
        // The adopted event channels are the right ones: the agent can take over with them.
        emulator.dies();
        host.awaitReads("guest", ALL_ONES, 3);
    }

    @Test
    void aServerWithoutEmulatorIsAdoptedAndFenced() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader(
                "guest", SampleDeclarations.losing(SampleDeclarations.serial("a", "guest"), 0, LostAction.FENCE));
        host.killAgent();
        emulator.dies();
        await().until(() -> host.isBlocked("guest"));
        host.startAgent();
        host.awaitReads("guest", ALL_ONES, 3);
        assertThat(host.servers("guest")).hasSize(1);
    }

    @Test
    void anEmulatorThatDiesBeforeItComesBackIsNoticed() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader(
                "guest", SampleDeclarations.losing(SampleDeclarations.serial("a", "guest"), 0, LostAction.FENCE));
        host.restartAgent();
        host.awaitEmulator("a", EmulatorStatus.RESUMING);
        emulator.dies();
        host.awaitReads("guest", ALL_ONES, 3);
        host.awaitEmulator("a", EmulatorStatus.LOST_FENCED);
    }

    @Test
    void anOfferedServerIsAdoptedWithoutBeingMadeTwice() throws Exception {
        host.startReader("guest");
        host.declare(SampleDeclarations.serial("a", "guest"));
        host.awaitPhase("a", ServerPhase.OFFERED);
        for (int i = 0; i < 3; i++) {
            host.restartAgent();
            assertThat(host.awaitPhase("a", ServerPhase.OFFERED).server()).contains(new IoreqServerId(0));
        }
        assertThat(host.servers("guest")).hasSize(1);
        host.emulator("a").attach().serve(Stop.NEVER);
        host.awaitReads("guest", ScriptedEmulator.VALUE, 3);
    }

    @Test
    void aReleaseThatWasInterruptedIsFinished() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader("guest", SampleDeclarations.serial("a", "guest"));
        emulator.goOnUntil(Stop.INPROCESS);
        await().until(() -> host.isBlocked("guest"));
        host.agent().supervisors().release("a");
        host.restartAgent();
        emulator.sayResume();
        emulator.hear(Resumed.class);
        assertThat(emulator.hear(Detach.class).reason()).isEqualTo(Detach.RELEASED);
        emulator.say(new Detached());
        host.awaitGone("a");
        await().until(() -> !host.isBlocked("guest"));
        assertThat(host.servers("guest")).isEmpty();
        emulator.dies();
    }

    @Test
    void anEmulatorOfAGuestThatDiedMeanwhileIsSentAway() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader("guest", SampleDeclarations.serial("a", "guest"));
        host.killAgent();
        host.xen().destroy("guest");
        host.startAgent();
        emulator.sayResume();
        assertThat(emulator.hear(HandoverError.class).text()).contains("does not exist any more");
        emulator.dies();
        await().until(() -> host.xen().list().isEmpty());
        host.awaitPhase("a", ServerPhase.WAITING_FOR_DOMAIN);
    }

    @Test
    void aGuestThatRebootedMeanwhileGetsItsServerBack() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader("guest", SampleDeclarations.serial("a", "guest"));
        host.killAgent();
        emulator.dies();
        host.xen().reboot("guest");
        host.startAgent();
        host.emulator("a").attach().serve(Stop.NEVER);
        host.awaitReads("guest", ScriptedEmulator.VALUE, 3);
    }

    @Test
    void aHostThatBootedHasNothingOfTheOldServers() {
        host.start("guest");
        host.declare(SampleDeclarations.serial("a", "guest"));
        host.awaitPhase("a", ServerPhase.OFFERED);
        host.reboot();
        host.awaitPhase("a", ServerPhase.WAITING_FOR_DOMAIN);
        host.start("guest");
        host.awaitPhase("a", ServerPhase.OFFERED);
    }

    @Test
    void aCreationThatTheJournalDidNotLearnOfIsFoundAgain() throws Exception {
        Declaration declaration = SampleDeclarations.serial("a", "guest");
        host.start("guest");
        IoreqServerId foreign = host.xen().createForeignServer("guest");
        host.killAgent();
        intend(declaration, Set.of(foreign));
        IoreqServerId made = make();
        host.startAgent();
        assertThat(host.awaitPhase("a", ServerPhase.OFFERED).server()).contains(made);
        assertThat(host.servers("guest")).containsExactly(foreign, made);
    }

    @Test
    void aCreationThatWasOnlyIntendedIsMade() throws Exception {
        Declaration declaration = SampleDeclarations.serial("a", "guest");
        host.start("guest");
        host.killAgent();
        intend(declaration, Set.of());
        host.startAgent();
        host.awaitPhase("a", ServerPhase.OFFERED);
        assertThat(host.servers("guest")).hasSize(1);
    }

    @Test
    void aCreationThatCannotBeToldFromAForeignOneIsReportedAndNothingIsTouched() throws Exception {
        Declaration declaration = SampleDeclarations.serial("a", "guest");
        host.start("guest");
        host.killAgent();
        intend(declaration, Set.of());
        make();
        host.xen().createForeignServer("guest");
        host.startAgent();
        assertThat(host.awaitReport("a", report -> report.failure().isPresent()).failure())
                .map(Failure::reason)
                .contains("AmbiguousServer");
        assertThat(host.servers("guest")).hasSize(2);
    }

    @Test
    void descriptorsThatAreNotWhatTheyShouldBeAreNotAdopted() throws Exception {
        host.startReader("guest");
        ScriptedEmulator emulator = host.servingReader("guest", SampleDeclarations.serial("a", "guest"));
        host.restartAgent();
        host.awaitEmulator("a", EmulatorStatus.RESUMING);
        try (TestEmulator liar = new TestEmulator(host.handoverDirectory("a").resolve("handover.sock"));
                Descriptor junk = MemFd.create("junk", 8);
                Descriptor more = MemFd.create("more", 8)) {
            liar.say(
                    new Resume(emulator.offer().serverId(), emulator.offer().domid(), "liar"),
                    junk.value(),
                    more.value());
            assertThat(liar.hear(HandoverError.class).text()).contains("RESUME");
        }
        emulator.resume();
        host.awaitEmulator("a", EmulatorStatus.ATTACHED);
        host.awaitReads("guest", ScriptedEmulator.VALUE, 3);
    }

    private IoreqServerId make() {
        Hypervisor other = host.xen().asHypervisor(0);
        return other.createIoreqServer(host.domain("guest").id(), BufferedIo.OFF);
    }

    private void intend(Declaration declaration, Set<IoreqServerId> before) throws IOException {
        JournalStore store = JournalStore.open(directory.resolve("state/servers"));
        String bootId = host.xen().asHypervisor(0).info().bootId();
        ServerRecord.create(
                store,
                JournalEntry.of(declaration)
                        .intending(new CreateIntent(bootId, host.domain("guest").identity(), before)));
    }
}
