package dev.ioreq.operator.conditions;

import static dev.ioreq.crds.common.ConditionType.DOMAIN_FOUND;
import static dev.ioreq.crds.common.ConditionType.READY;
import static dev.ioreq.crds.common.ConditionType.STALLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.Condition;
import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.operator.testing.HandClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private final HandClock clock = new HandClock();
    private final Finding yes = Finding.yes(ConditionReason.READY, "All is as declared.");
    private final Finding no = Finding.no(ConditionReason.CREATING, "Not yet.");

    @Test
    void aConditionThatSaysTheSameAgainIsTheSameWhateverTheTime() {
        Conditions first = Conditions.of(null).with(READY, yes, 1, clock);
        clock.advance(Duration.ofHours(1));
        assertThat(first.with(READY, yes, 1, clock)).isEqualTo(first);
    }

    @Test
    void aNewReasonKeepsTheTimeOfTheLastTransition() {
        Conditions first = Conditions.of(null).with(READY, no, 1, clock);
        var since = first.get(READY).orElseThrow().lastTransitionTime();
        clock.advance(Duration.ofHours(1));
        Conditions second = first.with(READY, Finding.no("NoServerSlot", "All are taken."), 2, clock);
        assertThat(second.get(READY).orElseThrow().lastTransitionTime()).isEqualTo(since);
        assertThat(second.reason(READY)).isEqualTo("NoServerSlot");
    }

    @Test
    void aNewStatusIsATransition() {
        Conditions first = Conditions.of(null).with(READY, no, 1, clock);
        clock.advance(Duration.ofHours(1));
        assertThat(first.with(READY, yes, 1, clock).get(READY).orElseThrow().lastTransitionTime())
                .isEqualTo(clock.instant());
    }

    @Test
    void theOrderOfAListDoesNotMatter() {
        Conditions conditions = Conditions.of(null).with(READY, yes, 1, clock).with(DOMAIN_FOUND, yes, 1, clock);
        List<Condition> inOrder = conditions.toList();
        List<Condition> reversed = List.of(inOrder.get(1), inOrder.get(0));
        assertThat(Conditions.of(reversed).toList()).isEqualTo(inOrder);
        assertThat(inOrder).extracting(Condition::type).containsExactly("DomainFound", "Ready");
    }

    @Test
    void aConditionOfATypeWeDoNotKnowIsKeptLast() {
        Condition foreign = new Condition("Zebra", yes.status(), 1L, clock.instant(), "Seen", "By somebody else.");
        Conditions conditions = Conditions.of(List.of(foreign)).with(READY, yes, 1, clock);
        assertThat(conditions.toList()).extracting(Condition::type).containsExactly("Ready", "Zebra");
    }

    @Test
    void aSetIsNeverChangedInPlace() {
        Conditions before = Conditions.of(null).with(STALLED, yes, 1, clock);
        before.without(STALLED);
        before.with(READY, no, 1, clock);
        assertThat(before.toList()).extracting(Condition::type).containsExactly("Stalled");
    }

    @Test
    void whatASetSaysDoesNotDependOnWhenItBecameSo() {
        Conditions now = Conditions.of(null).with(READY, no, 1, clock);
        clock.advance(Duration.ofHours(1));
        assertThat(Conditions.of(null).with(READY, no, 1, clock).saying()).isEqualTo(now.saying());
        assertThat(now.with(READY, yes, 1, clock).saying()).isNotEqualTo(now.saying());
    }
}
