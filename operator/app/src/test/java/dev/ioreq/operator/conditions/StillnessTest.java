package dev.ioreq.operator.conditions;

import static dev.ioreq.crds.common.ConditionType.READY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.operator.testing.HandClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StillnessTest {

    private final HandClock clock = new HandClock();
    private final Stillness stillness = new Stillness(clock);
    private final Conditions creating = saying(ConditionReason.CREATING);
    private final Conditions podPending = saying(ConditionReason.POD_PENDING);

    @Test
    void whoSaysTheSameStandsStill() {
        stillness.observe("a", creating);
        clock.advance(Duration.ofSeconds(7));

        assertThat(stillness.observe("a", creating)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void whoSaysSomethingElseHasMoved() {
        stillness.observe("a", creating);
        clock.advance(Duration.ofSeconds(7));

        assertThat(stillness.observe("a", podPending)).isZero();
    }

    @Test
    void whoWaitsWhileOthersMoveWaitsForItsTurn() {
        stillness.observe("a", creating);
        stillness.observe("b", creating);
        clock.advance(Duration.ofSeconds(30));
        stillness.observe("b", podPending);
        clock.advance(Duration.ofSeconds(3));

        assertThat(stillness.observe("a", creating)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anArrivalIsAMovementAndAnotherLookAtWhatHasArrivedIsNot() {
        stillness.observe("a", creating);
        stillness.observe("b", creating);
        clock.advance(Duration.ofSeconds(30));
        stillness.forget("b");
        clock.advance(Duration.ofSeconds(2));
        stillness.forget("b");

        assertThat(stillness.observe("a", creating)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void nobodyWaitsUntoldForEverBecauseOthersMove() {
        stillness.observe("a", creating);
        clock.advance(Stillness.LONGEST_QUEUE);
        stillness.observe("b", creating);

        assertThat(stillness.observe("a", creating)).isEqualTo(Stillness.LONGEST_QUEUE);
    }

    private Conditions saying(ConditionReason reason) {
        return Conditions.of(List.of()).with(READY, Finding.no(reason, "."), 1, clock);
    }
}
