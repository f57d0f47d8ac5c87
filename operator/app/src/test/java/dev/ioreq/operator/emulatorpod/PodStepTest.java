package dev.ioreq.operator.emulatorpod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodStepTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");

    private String kind = "IoreqServer";
    private String owner = "uid";
    private String node = "xen-a";
    private String hash = "hash";
    private String phase = "Running";
    private boolean deleting;
    private boolean nodeGone;
    private Duration age = Duration.ofHours(1);

    @Test
    void noPodIsMade() {
        assertThat(PodStep.decide(Optional.empty(), "uid", "xen-a", "hash", false, CREATED))
                .isEqualTo(new PodStep.Create());
    }

    @Test
    void aPodThatIsRightIsKept() {
        assertThat(decide()).isEqualTo(new PodStep.Keep());
        phase = "Pending";
        assertThat(decide()).isEqualTo(new PodStep.Keep());
    }

    @Test
    void aPodOfAnotherTemplateIsReplaced() {
        hash = "older";
        assertThat(decide()).isEqualTo(new PodStep.Delete("spec.emulator has changed", false));
    }

    @Test
    void aPodOnAnotherNodeIsReplaced() {
        node = "xen-b";
        assertThat(decide()).isEqualTo(new PodStep.Delete("it is on node xen-b, the domain is on xen-a", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failed", "Succeeded"})
    void aPodThatEndedIsReplacedButNotInALoop(String ended) {
        phase = ended;
        assertThat(decide()).isEqualTo(new PodStep.Delete("it ended as " + ended, false));
        age = Duration.ofSeconds(4);
        assertThat(decide()).isEqualTo(new PodStep.Wait(Duration.ofSeconds(6)));
    }

    @Test
    void aPodThatIsGoingIsWaitedFor() {
        deleting = true;
        hash = "older";
        assertThat(decide()).isEqualTo(new PodStep.Wait(PodStep.UNTIL_GONE));
    }

    @Test
    void aPodOfAGoneNodeGoesAtOnce() {
        nodeGone = true;
        assertThat(decide()).isInstanceOfSatisfying(PodStep.Delete.class, delete -> assertThat(delete.atOnce())
                .isTrue());
        deleting = true;
        assertThat(decide()).isInstanceOfSatisfying(PodStep.Delete.class, delete -> assertThat(delete.atOnce())
                .isTrue());
    }

    @Test
    void aPodOfAFormerServerOfThatNameIsRemovedFirst() {
        owner = "former-uid";
        assertThat(decide()).isInstanceOf(PodStep.Delete.class);
        deleting = true;
        assertThat(decide()).isInstanceOf(PodStep.Wait.class);
    }

    @Test
    void aPodOfSomebodyElseIsNeverTouched() {
        owner = "someone";
        kind = "ReplicaSet";
        for (boolean going : new boolean[] {false, true}) {
            for (boolean gone : new boolean[] {false, true}) {
                deleting = going;
                nodeGone = gone;
                assertThat(decide()).isInstanceOf(PodStep.Blocked.class);
            }
        }
        owner = "";
        kind = "";
        assertThat(decide()).isInstanceOf(PodStep.Blocked.class);
    }

    private PodStep decide() {
        PodView pod = new PodView(
                "uart-emulator", "pod", kind, owner, node, "default", hash, phase, Optional.empty(), deleting, CREATED);
        return PodStep.decide(Optional.of(pod), "uid", "xen-a", "hash", nodeGone, CREATED.plus(age));
    }
}
