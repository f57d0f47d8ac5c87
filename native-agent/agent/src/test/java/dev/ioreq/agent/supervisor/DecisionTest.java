package dev.ioreq.agent.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.agent.declaration.LostAction;
import dev.ioreq.agent.handover.Door;
import dev.ioreq.agent.responder.AnswerMode;
import dev.ioreq.agent.supervisor.Observed.Bound;
import dev.ioreq.agent.supervisor.Observed.Created;
import dev.ioreq.agent.supervisor.Observed.Enabled;
import dev.ioreq.agent.supervisor.Observed.Framed;
import dev.ioreq.agent.supervisor.Observed.Nothing;
import dev.ioreq.agent.supervisor.Observed.Ranges;
import dev.ioreq.agent.supervisor.Step.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final Declared SERVING = new Declared(false, true, LostAction.FENCE);
    private static final Declared DISABLED = new Declared(false, false, LostAction.FENCE);
    private static final Declared WITHDRAWN = new Declared(true, true, LostAction.FENCE);
    private static final Ranges NONE = new Ranges(false, false, true, true);
    private static final Ranges ALL = new Ranges(true, false, false, true);

    @Test
    void aServerComesToLifeInTheOneOrderThatXenAllows() {
        assertThat(path(SERVING, new Observed(Target.FOUND, Door.KNOCKING, new Nothing())))
                .containsExactly(
                        new Step.Create(),
                        new Step.AcquireFrames(),
                        new Step.Enable(),
                        new Step.Bind(),
                        new Step.Answer(AnswerMode.FENCE),
                        new Step.HandOver(),
                        new Step.Rest(Cause.EMULATOR_AT_WORK));
        assertThat(path(SERVING, bound(Door.ATTACHED, AnswerMode.SILENT, false, false, NONE)))
                .containsExactly(new Step.NoteServing(), new Step.Map(), new Step.Rest(Cause.CONVERGED));
    }

    @Test
    void aServedServerIsTakenDownInTheOneOrderThatFreezesNobody() {
        assertThat(path(WITHDRAWN, bound(Door.ATTACHED, AnswerMode.SILENT, true, false, ALL)))
                .containsExactly(new Step.Detach(), new Step.Rest(Cause.EMULATOR_AT_WORK));
        Observed detached = new Observed(
                Target.FOUND, Door.NOBODY, new Bound(true, true, AnswerMode.SILENT, true, false, false, ALL, false));
        assertThat(path(WITHDRAWN, detached))
                .containsExactly(
                        new Step.Answer(AnswerMode.FENCE),
                        new Step.Unmap(true),
                        new Step.Disable(),
                        new Step.Settle(),
                        new Step.Destroy(),
                        new Step.Forget());
    }

    @Test
    void aServerThatIsWithdrawnRightAfterItsCreationGoesAtOnce() {
        assertThat(path(WITHDRAWN, new Observed(Target.FOUND, Door.NOBODY, new Created(true, true))))
                .containsExactly(new Step.Destroy(), new Step.Forget());
    }

    @Test
    void aServerOfAnEarlierAgentIsAnsweredBeforeItIsDestroyed() {
        assertThat(path(WITHDRAWN, new Observed(Target.FOUND, Door.NOBODY, new Created(true, false))))
                .containsExactly(
                        new Step.AcquireFrames(),
                        new Step.Enable(),
                        new Step.Bind(),
                        new Step.Answer(AnswerMode.FENCE),
                        new Step.Disable(),
                        new Step.Destroy(),
                        new Step.Forget());
    }

    @Test
    void theGuestWaitsForALostEmulatorAsLongAsDeclared() {
        assertThat(next(SERVING, bound(Door.NOBODY, AnswerMode.SILENT, true, false, ALL)))
                .isEqualTo(new Step.Answer(AnswerMode.PATIENT));
        assertThat(next(SERVING, bound(Door.NOBODY, AnswerMode.PATIENT, true, false, ALL)))
                .isEqualTo(new Step.Rest(Cause.CONVERGED));
        assertThat(next(SERVING, bound(Door.NOBODY, AnswerMode.PATIENT, true, true, ALL)))
                .isEqualTo(new Step.Answer(AnswerMode.FENCE));
    }

    @Test
    void holdWaitsForEverAndShutdownEndsTheDomainBeforeItAnswers() {
        Observed over = bound(Door.NOBODY, AnswerMode.PATIENT, true, true, ALL);
        assertThat(next(new Declared(false, true, LostAction.HOLD), over)).isEqualTo(new Step.Rest(Cause.CONVERGED));
        assertThat(path(new Declared(false, true, LostAction.SHUTDOWN_DOMAIN), over))
                .containsExactly(
                        new Step.ShutDownDomain(), new Step.Answer(AnswerMode.FENCE), new Step.Rest(Cause.CONVERGED));
    }

    @Test
    void changedRangesAreUnmappedThenToldThenMapped() {
        Ranges changed = new Ranges(true, true, true, false);
        assertThat(path(SERVING, bound(Door.ATTACHED, AnswerMode.SILENT, true, false, changed)))
                .containsExactly(
                        new Step.Unmap(false), new Step.TellRanges(), new Step.Map(), new Step.Rest(Cause.CONVERGED));
    }

    @Test
    void aDisabledServerStaysWithoutRangesAndEmulator() {
        assertThat(next(DISABLED, bound(Door.ATTACHED, AnswerMode.SILENT, true, false, ALL)))
                .isEqualTo(new Step.Detach());
        assertThat(path(DISABLED, bound(Door.NOBODY, AnswerMode.SILENT, true, false, ALL)))
                .containsExactly(
                        new Step.Answer(AnswerMode.FENCE), new Step.Unmap(true), new Step.Rest(Cause.CONVERGED));
        assertThat(next(DISABLED, bound(Door.KNOCKING, AnswerMode.FENCE, false, false, NONE)))
                .isEqualTo(new Step.Rest(Cause.CONVERGED));
    }

    @Test
    void anEmulatorThatOutlivedTheAgentGetsItsLeaseBack() {
        assertThat(next(SERVING, new Observed(Target.FOUND, Door.NOBODY, new Enabled(true, true, false))))
                .isEqualTo(new Step.Rest(Cause.EMULATOR_RESUMING));
        assertThat(path(SERVING, new Observed(Target.FOUND, Door.RETURNING, new Enabled(true, true, false))))
                .containsExactly(
                        new Step.Resume(), new Step.TellRanges(), new Step.Map(), new Step.Rest(Cause.CONVERGED));
    }

    @Test
    void aDeadDomainIsLetGoWhateverElseIsTrue() {
        each((one, step) -> {
            if (!one.seen().holding().alive()) {
                assertThat(step).as("%s", one).isEqualTo(new Step.LetGo());
            }
        });
    }

    @Test
    void aServerIsDestroyedOnlyWhenNobodyCanWaitForIt() {
        each((one, step) -> {
            if (step instanceof Step.Destroy && one.seen().holding() instanceof Bound bound) {
                assertThat(bound.quiet() && !bound.enabled() && !bound.ranges().any())
                        .as("%s", one)
                        .isTrue();
                assertThat(one.seen().door().holdsLease()).as("%s", one).isFalse();
            } else if (step instanceof Step.Destroy) {
                assertThat(one.seen().holding()).as("%s", one).isEqualTo(new Created(true, true));
            }
        });
    }

    @Test
    void theResponderNeverAnswersBesideAnEmulator() {
        each((one, step) -> {
            if (step instanceof Step.Answer answer && answer.mode() != AnswerMode.SILENT) {
                assertThat(one.seen().door().holdsLease()).as("%s", one).isFalse();
            }
            if (step instanceof Step.HandOver) {
                assertThat(one.seen().door()).as("%s", one).isEqualTo(Door.KNOCKING);
            }
        });
    }

    @Test
    void nothingIsCreatedForAWithdrawnDeclarationOrWithoutTheDomain() {
        each((one, step) -> {
            if (step instanceof Step.Create) {
                assertThat(one.declared().withdrawn()).as("%s", one).isFalse();
                assertThat(one.seen().target()).as("%s", one).isEqualTo(Target.FOUND);
            }
            if (step instanceof Step.Forget) {
                assertThat(one.declared().withdrawn()).as("%s", one).isTrue();
                assertThat(one.seen().holding()).as("%s", one).isEqualTo(new Nothing());
            }
        });
    }

    @Test
    void rangesAreMappedOnlyOnceAnEmulatorHasServed() {
        each((one, step) -> {
            if (step instanceof Step.Map) {
                assertThat(((Bound) one.seen().holding()).served())
                        .as("%s", one)
                        .isTrue();
                assertThat(one.declared().enabled()).as("%s", one).isTrue();
            }
        });
    }

    @Test
    void everyStateComesToRest() {
        for (Enumeration.Case one : Enumeration.all()) {
            assertThat(path(one.declared(), one.seen())).as("%s", one).hasSizeLessThan(20);
        }
    }

    private static void each(BiConsumer<Enumeration.Case, Step> check) {
        Enumeration.all().forEach(one -> check.accept(one, next(one.declared(), one.seen())));
    }

    private static Step next(Declared declared, Observed seen) {
        return Decision.next(declared, seen);
    }

    /** Steps until the server rests or is forgotten, each taken to succeed. */
    private static List<Step> path(Declared declared, Observed from) {
        List<Step> steps = new ArrayList<>();
        Observed seen = from;
        while (steps.size() < 20) {
            Step step = next(declared, seen);
            steps.add(step);
            if (step instanceof Step.Rest || step instanceof Step.Forget) {
                return steps;
            }
            seen = World.after(seen, step);
        }
        return steps;
    }

    private static Observed bound(Door door, AnswerMode mode, boolean served, boolean patienceOver, Ranges ranges) {
        return new Observed(Target.FOUND, door, new Bound(true, true, mode, served, patienceOver, false, ranges, true));
    }

    @Test
    void aFramedServerIsEnabledNext() {
        assertThat(next(SERVING, new Observed(Target.FOUND, Door.NOBODY, new Framed(true))))
                .isEqualTo(new Step.Enable());
    }
}
