package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.handover.Door;
import dev.ioreq.agent.responder.AnswerMode;
import dev.ioreq.agent.supervisor.Observed.Bound;
import dev.ioreq.agent.supervisor.Observed.Ranges;

/** What becomes true when a step succeeds: a model of the executor, for following the decision to its end. */
final class World {

    private World() {}

    static Observed after(Observed seen, Step step) {
        Observed.Holding holding = seen.holding();
        if (step instanceof Step.Create || step instanceof Step.Claim) {
            return with(seen, new Observed.Created(true, step instanceof Step.Create));
        }
        if (step instanceof Step.AcquireFrames) {
            return with(seen, new Observed.Framed(true));
        }
        if (step instanceof Step.Enable) {
            return holding instanceof Bound bound
                    ? with(seen, enabled(bound, true))
                    : with(seen, new Observed.Enabled(true, false, false));
        }
        if (step instanceof Step.Bind || step instanceof Step.Resume) {
            boolean back = step instanceof Step.Resume;
            Bound bound = new Bound(
                    true, true, AnswerMode.SILENT, back, false, false, new Ranges(back, false, true, !back), true);
            return new Observed(seen.target(), back ? Door.ATTACHED : seen.door(), bound);
        }
        if (step instanceof Step.HandOver) {
            return new Observed(seen.target(), Door.ATTACHING, answering((Bound) holding, AnswerMode.SILENT));
        }
        if (step instanceof Step.TurnAway) {
            return new Observed(seen.target(), Door.NOBODY, holding);
        }
        if (step instanceof Step.Detach) {
            return new Observed(seen.target(), Door.DETACHING, holding);
        }
        if (step instanceof Step.LetGo || step instanceof Step.Destroy) {
            Target target = seen.target() == Target.ELSEWHERE ? Target.MISSING : seen.target();
            return new Observed(target, seen.door().holdsLease() ? Door.NOBODY : seen.door(), new Observed.Nothing());
        }
        return with(seen, afterBound((Bound) holding, step));
    }

    private static Bound afterBound(Bound bound, Step step) {
        Ranges ranges = bound.ranges();
        if (step instanceof Step.Answer answer) {
            return answering(bound, answer.mode());
        }
        if (step instanceof Step.NoteServing) {
            return new Bound(true, bound.enabled(), bound.answering(), true, false, false, ranges, bound.quiet());
        }
        if (step instanceof Step.Unmap unmap) {
            Ranges now = unmap.all()
                    ? new Ranges(false, false, true, ranges.told())
                    : new Ranges(ranges.any(), false, ranges.missing(), ranges.told());
            return new Bound(
                    true,
                    bound.enabled(),
                    bound.answering(),
                    bound.served() && !unmap.all(),
                    bound.patienceOver(),
                    bound.shutDown(),
                    now,
                    bound.quiet());
        }
        if (step instanceof Step.TellRanges) {
            return ranges(bound, new Ranges(ranges.any(), ranges.stale(), ranges.missing(), true));
        }
        if (step instanceof Step.Map) {
            return ranges(bound, new Ranges(true, ranges.stale(), false, ranges.told()));
        }
        if (step instanceof Step.ShutDownDomain) {
            return new Bound(
                    true,
                    bound.enabled(),
                    bound.answering(),
                    bound.served(),
                    bound.patienceOver(),
                    true,
                    ranges,
                    bound.quiet());
        }
        if (step instanceof Step.Disable) {
            return enabled(bound, false);
        }
        if (step instanceof Step.Settle) {
            return new Bound(
                    true,
                    bound.enabled(),
                    bound.answering(),
                    bound.served(),
                    bound.patienceOver(),
                    bound.shutDown(),
                    ranges,
                    true);
        }
        throw new AssertionError("the model does not know " + step);
    }

    private static Observed with(Observed seen, Observed.Holding holding) {
        return new Observed(seen.target(), seen.door(), holding);
    }

    private static Bound enabled(Bound of, boolean now) {
        return new Bound(
                true, now, of.answering(), of.served(), of.patienceOver(), of.shutDown(), of.ranges(), of.quiet());
    }

    private static Bound answering(Bound of, AnswerMode now) {
        return new Bound(
                true, of.enabled(), now, of.served(), of.patienceOver(), of.shutDown(), of.ranges(), of.quiet());
    }

    private static Bound ranges(Bound of, Ranges now) {
        return new Bound(
                true, of.enabled(), of.answering(), of.served(), of.patienceOver(), of.shutDown(), now, of.quiet());
    }
}
