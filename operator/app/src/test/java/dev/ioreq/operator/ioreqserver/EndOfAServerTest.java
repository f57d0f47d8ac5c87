package dev.ioreq.operator.ioreqserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.operator.testing.ScriptedAgent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deletion: nothing is left behind, and nothing waits for ever. */
class EndOfAServerTest {

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
    void aDeletedServerIsReleasedThenItsPodGoesThenItself() {
        declared();
        world.delete("uart");
        world.settle();
        assertThat(world.servers).isEmpty();
        assertThat(xenA.held()).isEmpty();
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isEmpty();
        assertThat(world.writes).as("status writes, all for Ready").isEqualTo(1);
    }

    @Test
    void aSlowReleaseIsWaitedForAndThePodStaysUntilThen() {
        declared();
        xenA.releasesSlowly();
        world.delete("uart");
        world.settle();
        assertThat(world.servers).containsKey("uart");
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isPresent();
        assertThat(world.writes).isEqualTo(1);

        xenA.finishes("uid-uart");
        world.settle();
        assertThat(world.servers).isEmpty();
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isEmpty();
    }

    @Test
    void aReleaseThatTakesLongIsSaid() {
        declared();
        xenA.releasesSlowly();
        world.delete("uart");
        world.settle();
        world.passes(Duration.ofSeconds(5));
        world.passes(Duration.ofSeconds(6));
        assertThat(world.reason("uart")).isEqualTo("Releasing");
    }

    @Test
    void aServerDeletedBeforeAnybodyLookedIsGoneWithoutAWord() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.delete("uart");
        world.settle();
        assertThat(world.servers).isEmpty();
        assertThat(xenA.applied()).isEmpty();
        assertThat(world.writes).isZero();
    }

    @Test
    void aServerDeletedRightAfterItWasDeclaredToTheAgentIsReleased() {
        xenA.servesNobody();
        declared();
        assertThat(world.server("uart").getStatus()).as("nothing written yet").isNull();
        world.delete("uart");
        world.settle();
        assertThat(world.servers).isEmpty();
        assertThat(xenA.held()).isEmpty();
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isEmpty();
    }

    @Test
    void anAgentThatIsSilentIsWaitedForAndThatIsSaidWithTheWayOut() {
        declared();
        xenA.dies();
        world.settle();
        world.delete("uart");
        world.settle();
        world.passes(World.UNREACHABLE_AFTER);
        world.passes(World.UNREACHABLE_AFTER);
        assertThat(world.servers).containsKey("uart");
        assertThat(world.ready("uart")).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(world.message("uart")).contains("xen-a").contains("ioreq.dev/force-release=true");

        xenA.answers();
        world.timer.runAll();
        world.settle();
        assertThat(world.servers).isEmpty();
        assertThat(xenA.held()).isEmpty();
    }

    @Test
    void theAnnotationLetsAServerGoWithoutItsAgent() {
        declared();
        xenA.dies();
        world.delete("uart");
        world.settle();
        world.annotate("uart", ServerTeardown.FORCE_RELEASE, "true");
        world.settle();
        assertThat(world.servers).isEmpty();
        assertThat(world.events.lines()).contains("Warning uart ForceReleased");
    }

    @Test
    void theAnnotationDoesNotSkipAnAgentThatIsHeard() {
        declared();
        xenA.releasesSlowly();
        world.annotate("uart", ServerTeardown.FORCE_RELEASE, "true");
        world.delete("uart");
        world.settle();
        assertThat(world.servers).containsKey("uart");
        assertThat(xenA.released()).contains("uid-uart");
    }

    @Test
    void aServerWhoseNodeIsGoneIsLetGoWithAnEvent() {
        declared();
        xenA.dies();
        world.settle();
        world.delete("uart");
        world.settle();
        assertThat(world.servers).containsKey("uart");
        world.goneNodes.add("xen-a");
        world.resync();
        assertThat(world.servers).isEmpty();
        assertThat(world.events.lines()).contains("Warning uart NodeGone");
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isEmpty();
    }

    @Test
    void aServerWhoseNodeWasForgottenIsLetGoToo() {
        declared();
        xenA.dies();
        world.delete("uart");
        world.goneNodes.add("xen-a");
        world.forget("xen-a");
        world.settle();
        assertThat(world.servers).isEmpty();
    }

    @Test
    void aRestartedOperatorFinishesWhatTheOneBeforeBegan() {
        declared();
        xenA.releasesSlowly();
        world.delete("uart");
        world.settle();
        try (World restarted = world.restarted()) {
            restarted.settle();
            assertThat(restarted.servers).containsKey("uart");
            xenA.finishes("uid-uart");
            restarted.settle();
            assertThat(restarted.servers).isEmpty();
        }
    }

    private void declared() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
    }
}
