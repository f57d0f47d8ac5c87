package dev.ioreq.operator.ioreqserver;

import static dev.ioreq.crds.common.ConditionStatus.FALSE;
import static dev.ioreq.crds.common.ConditionStatus.TRUE;
import static dev.ioreq.crds.common.ConditionStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.ioreqserver.DomainRef;
import dev.ioreq.crds.ioreqserver.IoreqServerSpec;
import dev.ioreq.operator.testing.ScriptedAgent;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.EmulatorPod;
import dev.ioreq.protocol.agent.EmulatorState;
import dev.ioreq.protocol.agent.ServerPhase;
import dev.ioreq.protocol.agent.ServerState;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole reconciles: from declared to Ready, through everything that happens to guests, emulators and agents, to gone. */
class LifeOfAServerTest {

    private final World world = new World();
    private ScriptedAgent xenA;

    @BeforeEach
    void aNodeWithAGuestThatIsGranted() {
        xenA = world.node("xen-a");
        xenA.starts(7, "web");
        world.granted("web");
        world.hasRunForAWhile();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aDeclaredServerBecomesReadyWithOneStatusWrite() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();

        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(world.writes).isEqualTo(1);
        assertThat(world.server("uart").getStatus().nodeName()).isEqualTo("xen-a");
        assertThat(world.server("uart").getStatus().domain().id()).isEqualTo(7);
        assertThat(world.server("uart").getStatus().serverId()).isEqualTo(1);
        assertThat(world.server("uart").getStatus().emulator().pod()).isEqualTo("uart-emulator");
        assertThat(world.events.lines()).containsExactly("Normal uart Ready");
    }

    @Test
    void aLookAtAServerInOrderWritesNothingAndTellsTheAgentNothing() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        world.resync();
        world.resync();

        assertThat(world.writes).isEqualTo(1);
        assertThat(xenA.applied()).hasSize(1);
        assertThat(world.pods.made()).isEqualTo(1);
    }

    @Test
    void aRestartedOperatorWritesNothingAndTellsTheAgentNothing() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        try (World restarted = world.restarted()) {
            restarted.settle();

            assertThat(restarted.ready("uart")).isEqualTo(TRUE);
            assertThat(restarted.writes).isZero();
            assertThat(restarted.pods.made()).isZero();
        }
        assertThat(xenA.applied()).hasSize(1);
    }

    @Test
    void aRestartedOperatorThatHasNotHeardTheAgentYetWritesNothing() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        xenA.answersWith(Status.UNAVAILABLE);
        try (World restarted = world.restarted()) {
            restarted.settle();
            restarted.passes(World.UNREACHABLE_AFTER.minusSeconds(1));
            assertThat(restarted.writes).isZero();

            xenA.answers();
            restarted.timer.runAll();
            restarted.settle();
            assertThat(restarted.ready("uart")).isEqualTo(TRUE);
            assertThat(restarted.writes).isZero();
        }
    }

    @Test
    void aServerThatComesToLifeSlowlyIsNotWrittenStateByState() {
        xenA.servesNobody();
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        for (ServerPhase phase : List.of(ServerPhase.CREATING, ServerPhase.SERVER_CREATED, ServerPhase.OFFERED)) {
            world.passes(Duration.ofSeconds(3));
            xenA.observe("uid-uart", state -> state.toBuilder().setPhase(phase).build());
            world.settle();
        }
        assertThat(world.writes).isZero();
    }

    @Test
    void progressThatStandsStillIsWrittenOnce() {
        xenA.servesNobody();
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        world.passes(World.PROGRESS_AFTER);
        world.resync();

        assertThat(world.writes).isEqualTo(1);
        assertThat(world.ready("uart")).isEqualTo(FALSE);
        assertThat(world.reason("uart")).isEqualTo("Creating");
        assertThat(world.conditions("uart").isTrue(ConditionType.RECONCILING)).isTrue();
    }

    @Test
    void whatTheAgentSaysIsWrongIsToldAtOnceInItsWords() {
        xenA.servesNobody();
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        xenA.observe("uid-uart", state -> state.toBuilder()
                .setPhase(ServerPhase.CREATING)
                .setReason("NoServerSlot")
                .setMessage("create_ioreq_server(domid=7): ENOSPC - all 8 servers are taken")
                .build());
        world.settle();

        assertThat(world.reason("uart")).isEqualTo("NoServerSlot");
        assertThat(world.message("uart")).contains("ENOSPC");
        assertThat(world.events.lines()).containsExactly("Warning uart NoServerSlot");
    }

    @Test
    void aGuestThatRebootsGetsItsServerBackUnderItsNewDomid() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        xenA.ends(7);
        world.settle();
        assertThat(world.reason("uart")).isEqualTo("DomainNotFound");

        xenA.starts(8, "web");
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(world.server("uart").getStatus().domain().id()).isEqualTo(8);
        assertThat(xenA.applied()).hasSize(1);
        assertThat(world.conditions("uart").status(ConditionType.RECONCILING)).isEqualTo(FALSE);
    }

    @Test
    void aServerFollowsItsGuestToAnotherNodeAndLeavesNothingBehind() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        ScriptedAgent xenB = world.node("xen-b");
        xenA.ends(7);
        xenB.starts(3, "web");
        world.settle();

        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(world.server("uart").getStatus().nodeName()).isEqualTo("xen-b");
        assertThat(xenA.held()).isEmpty();
        assertThat(xenB.held()).containsExactly("uid-uart");
        world.passes(Duration.ofSeconds(5));
        assertThat(world.pods
                        .pod(World.NAMESPACE, "uart-emulator")
                        .orElseThrow()
                        .getSpec()
                        .getNodeName())
                .isEqualTo("xen-b");
    }

    @Test
    void aRunningGuestKeepsItsServerWhenAnotherOfItsNameComesUpElsewhere() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        world.node("xen-b").starts(3, "web", "00000000-0000-0000-0000-000000000001");
        world.settle();

        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(world.server("uart").getStatus().nodeName()).isEqualTo("xen-a");
        assertThat(world.writes).isEqualTo(1);
    }

    @Test
    void aNameThatTwoGuestsHaveIsRefusedWithBothNamed() {
        world.node("xen-b").starts(3, "web", "00000000-0000-0000-0000-000000000001");
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();

        assertThat(world.reason("uart")).isEqualTo("DomainAmbiguous");
        assertThat(world.message("uart"))
                .contains("node xen-a")
                .contains("node xen-b")
                .contains("spec.nodeName");
        assertThat(world.conditions("uart").isTrue(ConditionType.STALLED)).isTrue();
        assertThat(xenA.applied()).isEmpty();
    }

    @Test
    void ofTwoGuestsOfANameTheNodeNameSaysWhich() {
        ScriptedAgent xenB = world.node("xen-b");
        xenB.starts(3, "web", "00000000-0000-0000-0000-000000000001");
        IoreqServerSpec spec = world.declare("uart", "web", "0x3f8", "0x3ff").getSpec();
        world.declare(
                "uart",
                new IoreqServerSpec(
                        spec.domain(), "xen-b", spec.bufferedIo(), spec.ranges(), spec.emulator(), null, null));
        world.settle();

        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(xenB.held()).containsExactly("uid-uart");
    }

    @Test
    void anUnknownDomainIsToldAtOnceAndServedWhenItStarts() {
        world.granted("*");
        world.declare("uart", "db", "0x3f8", "0x3ff");
        world.settle();
        assertThat(world.reason("uart")).isEqualTo("DomainNotFound");
        assertThat(world.message("uart")).contains("name 'db'");
        assertThat(world.conditions("uart").get(ConditionType.STALLED)).isEmpty();

        xenA.starts(9, "db");
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(TRUE);
    }

    @Test
    void rightAfterItsStartTheOperatorDoesNotSayThatADomainDoesNotExist() {
        world.declare("uart", "db", "0x3f8", "0x3ff");
        world.settle();
        try (World restarted = world.restarted()) {
            restarted.declare("late", "db-2", "0x3f8", "0x3ff");
            restarted.settle();
            assertThat(restarted.writes).isZero();
            assertThat(restarted.looksAgain("late")).contains(World.UNREACHABLE_AFTER);
            restarted.passes(World.UNREACHABLE_AFTER);
            assertThat(restarted.reason("late")).isEqualTo("DomainNotFound");
        }
    }

    @Test
    void anUnknownNodeIsToldByName() {
        IoreqServerSpec spec = world.declare("uart", "web", "0x3f8", "0x3ff").getSpec();
        world.declare(
                "uart",
                new IoreqServerSpec(
                        spec.domain(), "xen-z", spec.bufferedIo(), spec.ranges(), spec.emulator(), null, null));
        world.settle();
        assertThat(world.reason("uart")).isEqualTo("NodeNotFound");
        assertThat(world.message("uart")).contains("'xen-z'");
    }

    @Test
    void anIdMeansOneIncarnationAndNeverTheNextGuestOfThatId() {
        world.granted("*");
        world.declare("uart", new DomainRef(null, null, 7), World.ports("ports", "0x3f8", "0x3ff"));
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(xenA.applied().get(0).getDomain().getIncarnation()).isEqualTo("xen-a/web/7");

        xenA.ends(7);
        world.settle();
        xenA.starts(7, "stranger");
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(FALSE);
        assertThat(world.message("uart")).contains("xen-a/web/7").contains("name or uuid");
        assertThat(world.conditions("uart").isTrue(ConditionType.STALLED)).isTrue();
        assertThat(xenA.held()).isEmpty();
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isEmpty();
    }

    @Test
    void anEmulatorThatIsLostIsTold() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        xenA.observe("uid-uart", state -> state.toBuilder()
                .setEmulator(EmulatorState.EMULATOR_LOST_WAITING)
                .build());
        world.settle();
        assertThat(world.reason("uart")).isEqualTo("EmulatorLost");

        xenA.observe("uid-uart", state -> state.toBuilder()
                .setEmulator(EmulatorState.EMULATOR_ATTACHED)
                .build());
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(world.writes).isEqualTo(3);
    }

    @Test
    void anAgentThatComesBackBeforeAnybodyNoticedIsNotWorthAWrite() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        xenA.dies();
        world.settle();
        world.passes(World.UNREACHABLE_AFTER.minusSeconds(2));
        xenA.observe("uid-uart", state -> state.toBuilder()
                .setEmulator(EmulatorState.EMULATOR_RESUMING)
                .build());
        xenA.answers();
        world.timer.runAll();
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(world.writes).isEqualTo(1);
    }

    @Test
    void anAgentThatStaysSilentIsAConditionAndNotAnError() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        xenA.dies();
        world.settle();
        world.passes(World.UNREACHABLE_AFTER);

        assertThat(world.ready("uart")).isEqualTo(UNKNOWN);
        assertThat(world.reason("uart")).isEqualTo("AgentUnreachable");
        assertThat(world.server("uart").getStatus().serverId()).isEqualTo(1);
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isPresent();

        xenA.answers();
        world.timer.runAll();
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(xenA.applied()).hasSize(1);
    }

    @Test
    void aDeclarationThatTheAgentRefusesIsToldInItsWords() {
        xenA.answersWith(Status.FAILED_PRECONDITION.withDescription("buffered_io cannot be changed"));
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        assertThat(world.reason("uart")).isEqualTo("Invalid");
        assertThat(world.message("uart")).contains("buffered_io cannot be changed");
        assertThat(world.conditions("uart").isTrue(ConditionType.STALLED)).isTrue();
    }

    @Test
    void aCallThatFailsIsTriedAgainAndToldOnlyIfItGoesOnFailing() {
        xenA.answersWith(Status.UNAVAILABLE.withDescription("the agent is starting"));
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        assertThat(world.writes).isZero();
        assertThat(world.looksAgain("uart")).contains(Duration.ofSeconds(1));
        for (int second = 0; second < 6; second++) {
            world.passes(Duration.ofSeconds(1));
        }
        assertThat(world.reason("uart")).isEqualTo("AgentUnreachable");
        xenA.answers();
        world.passes(Duration.ofSeconds(1));
        assertThat(world.ready("uart")).isEqualTo(TRUE);
    }

    @Test
    void anEditIsDeclaredAndCostsOneWrite() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        world.edit(
                "uart",
                spec -> new IoreqServerSpec(
                        spec.domain(),
                        null,
                        spec.bufferedIo(),
                        List.of(World.ports("ports", "0x2f8", "0x2ff")),
                        spec.emulator(),
                        null,
                        null));
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(world.server("uart").getStatus().observedGeneration()).isEqualTo(2);
        assertThat(xenA.applied()).hasSize(2);
        assertThat(world.writes).isEqualTo(2);
    }

    @Test
    void theAgentIsToldOfThePodThatWasMade() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        assertThat(xenA.applied())
                .singleElement()
                .extracting(DeclaredServer::getEmulatorPod)
                .isEqualTo(EmulatorPod.newBuilder()
                        .setNamespace(World.NAMESPACE)
                        .setName("uart-emulator")
                        .setUid("pod-1")
                        .setServiceAccount("default")
                        .build());
    }

    @Test
    void theAgentIsToldOfAPodThatIsMadeAnewAndNothingIsWritten() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        world.pods.delete(World.NAMESPACE, "uart-emulator", false);
        world.resync();
        assertThat(xenA.applied())
                .extracting(server -> server.getEmulatorPod().getUid())
                .containsExactly("pod-1", "pod-2");
        assertThat(world.writes).isEqualTo(1);
    }

    @Test
    void aRestartedOperatorTellsTheAgentOfAPodThatItHasNotHeardOf() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        world.pods.change(World.NAMESPACE, "uart-emulator", pod -> pod.edit()
                .editMetadata()
                .withUid("made-last")
                .endMetadata()
                .build());
        try (World restarted = world.restarted()) {
            restarted.settle();
            assertThat(restarted.writes).isZero();
        }
        assertThat(xenA.applied())
                .extracting(server -> server.getEmulatorPod().getUid())
                .containsExactly("pod-1", "made-last");
    }

    @Test
    void aDisabledServerIsReadyAsDeclaredAndHasNoPod() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        world.edit(
                "uart",
                spec -> new IoreqServerSpec(
                        spec.domain(), null, spec.bufferedIo(), spec.ranges(), spec.emulator(), null, false));
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(world.reason("uart")).isEqualTo("Disabled");
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isEmpty();
        assertThat(xenA.applied().get(1).hasEmulatorPod()).isFalse();
        assertThat(xenA.held()).containsExactly("uid-uart");
    }

    @Test
    void anAgentThatLostItsJournalIsToldAgain() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        xenA.finishes("uid-uart");
        world.settle();
        assertThat(xenA.applied()).hasSize(2);
        assertThat(world.ready("uart")).isEqualTo(TRUE);
    }

    @Test
    void aStatusWriteThatMeetsANewerResourceIsTriedAgain() {
        world.conflictsOnce();
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        world.passes(Duration.ofSeconds(1));
        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(world.writes).isEqualTo(1);
    }

    @Test
    void aForeignPodOfThatNameIsLeftAlone() {
        world.pods.put(new io.fabric8.kubernetes.api.model.PodBuilder()
                .withNewMetadata()
                .withName("uart-emulator")
                .withNamespace(World.NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withNodeName("xen-a")
                .endSpec()
                .build());
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        assertThat(world.reason("uart")).isEqualTo("Invalid");
        assertThat(world.message("uart")).contains("pod uart-emulator exists and does not belong");
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isPresent();
        assertThat(xenA.applied()).isEmpty();
    }

    @Test
    void aPodThatTheApiServerRefusesIsToldInItsWords() {
        world.pods.refuses("violates PodSecurity \"restricted\"");
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        assertThat(world.message("uart")).contains("PodSecurity");
        assertThat(xenA.applied()).isEmpty();
    }

    @Test
    void anOldWordOfTheAgentAboutAnEarlierGenerationIsNotReady() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        ServerState old = world.fleet.server("xen-a", "uid-uart").orElseThrow();
        xenA.servesNobody();
        world.edit(
                "uart",
                spec -> new IoreqServerSpec(
                        spec.domain(),
                        null,
                        spec.bufferedIo(),
                        List.of(World.ports("more", "0x2f8", "0x2ff")),
                        spec.emulator(),
                        null,
                        null));
        world.settle();
        assertThat(old.getObservedGeneration()).isEqualTo(1);
        assertThat(world.server("uart").getStatus().observedGeneration())
                .as("not Ready for generation 2 while its range is not mapped")
                .isEqualTo(1);
    }
}
