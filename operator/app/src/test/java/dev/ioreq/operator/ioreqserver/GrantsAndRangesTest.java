package dev.ioreq.operator.ioreqserver;

import static dev.ioreq.crds.common.ConditionStatus.FALSE;
import static dev.ioreq.crds.common.ConditionStatus.TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.grant.DomainPattern;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerSpec;
import dev.ioreq.operator.testing.ScriptedAgent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may attach an emulator to a guest, and which of the guest's accesses it may have. */
class GrantsAndRangesTest {

    private final World world = new World();
    private ScriptedAgent xenA;

    @BeforeEach
    void aNodeWithAGuest() {
        xenA = world.node("xen-a");
        xenA.starts(7, "web");
        world.hasRunForAWhile();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void withoutAGrantNothingIsCreatedAndNothingIsTold() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();

        assertThat(world.conditions("uart").status(ConditionType.AUTHORIZED)).isEqualTo(FALSE);
        assertThat(world.reason("uart")).isEqualTo("NoGrant");
        assertThat(world.conditions("uart").isTrue(ConditionType.STALLED)).isTrue();
        assertThat(world.server("uart").getStatus().domain())
                .as("who the domain is")
                .isNull();
        assertThat(world.server("uart").getStatus().nodeName()).isNull();
        assertThat(xenA.applied()).isEmpty();
        assertThat(world.pods.made()).isZero();
    }

    @Test
    void aGrantThatComesLaterIsEnough() {
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        world.granted("w*");
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(TRUE);
        assertThat(world.conditions("uart").status(ConditionType.STALLED)).isEqualTo(FALSE);
    }

    @Test
    void aGrantThatIsRevokedTakesServerAndPodWithIt() {
        world.granted("web");
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        world.revoke("by-name");
        world.settle();

        assertThat(world.reason("uart")).isEqualTo("NoGrant");
        assertThat(xenA.held()).isEmpty();
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isEmpty();
    }

    @Test
    void aGrantThatIsRevokedWhileTheGuestIsDownIsRevoked() {
        world.granted("web");
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        xenA.ends(7);
        world.settle();
        world.revoke("by-name");
        world.settle();
        assertThat(xenA.held()).isEmpty();
        assertThat(world.pods.pod(World.NAMESPACE, "uart-emulator")).isEmpty();
        assertThat(world.conditions("uart").isTrue(ConditionType.AUTHORIZED)).isFalse();
    }

    @Test
    void aRevokedServerIsLetGoOnlyWhenTheAgentSaysSo() {
        world.granted("web");
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        xenA.releasesSlowly();
        world.revoke("by-name");
        world.settle();
        assertThat(world.message("uart")).contains("being withdrawn");
        assertThat(world.server("uart").getStatus().nodeName()).isEqualTo("xen-a");

        xenA.finishes("uid-uart");
        world.settle();
        assertThat(world.message("uart")).doesNotContain("being withdrawn");
        assertThat(world.server("uart").getStatus().nodeName()).isNull();
    }

    @Test
    void aGrantByUuidBindsTheDeclarationToThatUuid() {
        world.grant("by-uuid", List.of(new DomainPattern(null, ScriptedAgent.uuid("web"))));
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        assertThat(xenA.applied().get(0).getDomain().getName()).isEqualTo("web");
        assertThat(xenA.applied().get(0).getDomain().getUuid()).isEqualTo(ScriptedAgent.uuid("web"));
    }

    @Test
    void aDeclarationFollowsWhatItsGrantRestsOn() {
        world.granted("web");
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        assertThat(xenA.applied().get(0).getDomain().getUuid()).isEmpty();

        world.grant("a-uuid", List.of(new DomainPattern(null, ScriptedAgent.uuid("web"))));
        world.settle();
        assertThat(xenA.applied()).hasSize(2);
        assertThat(xenA.applied().get(1).getDomain().getUuid()).isEqualTo(ScriptedAgent.uuid("web"));
    }

    @Test
    void aGuestThatTakesAGrantedNameWithoutTheGrantedUuidIsNotServed() {
        world.grant("by-uuid", List.of(new DomainPattern(null, ScriptedAgent.uuid("web"))));
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        xenA.ends(7);
        xenA.starts(8, "web", "00000000-0000-0000-0000-000000000666");
        world.settle();
        assertThat(world.reason("uart")).isEqualTo("NoGrant");
        assertThat(xenA.held()).isEmpty();
    }

    @Test
    void ofTwoServersThatOverlapTheOlderWinsAndTheOtherIsToldWhich() {
        world.granted("web");
        world.declare("first", "web", "0x3f8", "0x3ff");
        world.clock.advance(Duration.ofSeconds(1));
        world.declare("second", "web", "0x3fc", "0x403");
        world.settle();

        assertThat(world.ready("first")).isEqualTo(TRUE);
        assertThat(world.reason("second")).isEqualTo("RangeOverlap");
        assertThat(world.message("second"))
                .contains("spec.ranges[ports] port 0x3fc-0x403")
                .contains("IoreqServer team-a/first")
                .contains("port 0x3f8-0x3ff");
        assertThat(xenA.held()).containsExactly("uid-first");
        assertThat(world.pods.made()).isEqualTo(1);
    }

    @Test
    void theOlderWinsEvenIfTheYoungerIsLookedAtFirst() {
        world.granted("web");
        IoreqServer older = world.declare("older", "web", "0x3f8", "0x3ff");
        world.clock.advance(Duration.ofSeconds(1));
        world.declare("younger", "web", "0x3f8", "0x3ff");
        world.servers.remove("older");
        world.servers.put("older", older);
        world.settle();
        assertThat(world.ready("older")).isEqualTo(TRUE);
        assertThat(world.reason("younger")).isEqualTo("RangeOverlap");
    }

    @Test
    void aRangeThatBecomesFreeIsHadByWhoWaitedForIt() {
        world.granted("web");
        world.declare("first", "web", "0x3f8", "0x3ff");
        world.clock.advance(Duration.ofSeconds(1));
        world.declare("second", "web", "0x3f8", "0x3ff");
        world.settle();
        world.delete("first");
        world.settle();
        assertThat(world.ready("second")).isEqualTo(TRUE);
    }

    @Test
    void anEditThatReachesIntoAServingNeighbourIsRefusedAndTheNeighbourServesOn() {
        world.granted("web");
        world.declare("first", "web", "0x3f8", "0x3ff");
        world.clock.advance(Duration.ofSeconds(1));
        world.declare("second", "web", "0x2f8", "0x2ff");
        world.settle();
        world.edit("first", spec -> with(spec, "0x2f8", "0x2ff", true));
        world.resync();

        assertThat(world.reason("first")).isEqualTo("RangeOverlap");
        assertThat(world.ready("second")).isEqualTo(TRUE);
        assertThat(xenA.held()).containsExactlyInAnyOrder("uid-first", "uid-second");
        assertThat(xenA.applied()).hasSize(2);
    }

    @Test
    void aServerThatIsDisabledGivesItsRangesToAnother() {
        world.granted("web");
        world.declare("blue", "web", "0x3f8", "0x3ff");
        world.clock.advance(Duration.ofSeconds(1));
        world.declare("green", "web", "0x3f8", "0x3ff");
        world.settle();
        world.edit("blue", spec -> with(spec, "0x3f8", "0x3ff", false));
        world.settle();
        world.resync();
        assertThat(world.ready("green")).isEqualTo(TRUE);
        assertThat(world.reason("blue")).isEqualTo("Disabled");
    }

    @Test
    void whoHasNoGrantKeepsNobodyFromARange() {
        world.declare("squatter", "web", "0x3f8", "0x3ff");
        world.servers.get("squatter").getMetadata().setNamespace("team-b");
        world.clock.advance(Duration.ofSeconds(1));
        world.granted("web");
        world.declare("uart", "web", "0x3f8", "0x3ff");
        world.settle();
        assertThat(world.ready("uart")).isEqualTo(TRUE);
    }

    @Test
    void serversOfDifferentGuestsMayHaveTheSameRanges() {
        world.granted("*");
        xenA.starts(8, "db");
        world.declare("web-uart", "web", "0x3f8", "0x3ff");
        world.declare("db-uart", "db", "0x3f8", "0x3ff");
        world.settle();
        assertThat(world.ready("web-uart")).isEqualTo(TRUE);
        assertThat(world.ready("db-uart")).isEqualTo(TRUE);
    }

    private static IoreqServerSpec with(IoreqServerSpec spec, String first, String last, boolean enabled) {
        return new IoreqServerSpec(
                spec.domain(),
                null,
                spec.bufferedIo(),
                List.of(World.ports("ports", first, last)),
                spec.emulator(),
                null,
                enabled);
    }
}
