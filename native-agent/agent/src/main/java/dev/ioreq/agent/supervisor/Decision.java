package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.LostAction;
import dev.ioreq.agent.handover.Door;
import dev.ioreq.agent.responder.AnswerMode;
import dev.ioreq.agent.supervisor.Observed.Bound;
import dev.ioreq.agent.supervisor.Observed.Created;
import dev.ioreq.agent.supervisor.Observed.Enabled;
import dev.ioreq.agent.supervisor.Observed.Framed;
import dev.ioreq.agent.supervisor.Observed.Intended;
import dev.ioreq.agent.supervisor.Observed.Nothing;
import dev.ioreq.agent.supervisor.Step.Cause;
import dev.ioreq.agent.supervisor.Step.Refusal;

/** What to do next. Pure and total: tests enumerate it. */
public final class Decision {

    private Decision() {}

    /** What the server is heading for. */
    private enum Goal {
        SERVE,
        /** The server exists, without ranges and emulator. */
        IDLE,
        REMOVE
    }

    public static Step next(Declared declared, Observed seen) {
        if (seen.holding() instanceof Nothing) {
            return withNothing(declared, seen);
        }
        if (!seen.holding().alive()) {
            return new Step.LetGo();
        }
        Goal goal = goal(declared, seen);
        if (seen.holding() instanceof Intended) {
            return new Step.Claim();
        }
        if (seen.holding() instanceof Created created) {
            return goal == Goal.REMOVE && created.untouched() ? new Step.Destroy() : new Step.AcquireFrames();
        }
        if (seen.holding() instanceof Framed) {
            return new Step.Enable();
        }
        if (seen.holding() instanceof Enabled enabled) {
            return withoutPorts(seen.door(), enabled);
        }
        Bound bound = (Bound) seen.holding();
        if (seen.door() == Door.RETURNING) {
            return new Step.TurnAway(Refusal.TAKEN_OVER);
        }
        return switch (goal) {
            case SERVE -> serve(declared, seen.door(), bound);
            case IDLE -> withdraw(seen.door(), bound, new Step.Rest(Cause.CONVERGED));
            case REMOVE -> withdraw(seen.door(), bound, end(declared, seen.door(), bound));
        };
    }

    private static Goal goal(Declared declared, Observed seen) {
        if (declared.withdrawn() || seen.target() != Target.FOUND) {
            return Goal.REMOVE;
        }
        return declared.enabled() ? Goal.SERVE : Goal.IDLE;
    }

    private static Step withNothing(Declared declared, Observed seen) {
        if (seen.door().holdsLease() || seen.door() == Door.RETURNING) {
            return new Step.TurnAway(Refusal.SERVER_GONE);
        }
        if (declared.withdrawn()) {
            return seen.door() == Door.KNOCKING ? new Step.TurnAway(Refusal.RELEASED) : new Step.Forget();
        }
        return switch (seen.target()) {
            case FOUND -> new Step.Create();
            case MISSING, ELSEWHERE -> new Step.Rest(Cause.DOMAIN_NOT_FOUND);
            case AMBIGUOUS -> new Step.Rest(Cause.DOMAIN_AMBIGUOUS);
            case UNFIT -> new Step.Rest(Cause.DOMAIN_UNFIT);
        };
    }

    /** Also on the way out: what may be outstanding must be answered, and that needs the ports. */
    private static Step withoutPorts(Door door, Enabled enabled) {
        if (!enabled.portsTaken()) {
            return new Step.Bind();
        }
        if (door == Door.RETURNING) {
            return new Step.Resume();
        }
        return enabled.retryDue() ? new Step.Bind() : new Step.Rest(Cause.EMULATOR_RESUMING);
    }

    private static Step serve(Declared declared, Door door, Bound bound) {
        if (door.holdsLease()) {
            if (bound.answering() != AnswerMode.SILENT) {
                return new Step.Answer(AnswerMode.SILENT);
            }
            return door == Door.ATTACHED ? attached(bound) : new Step.Rest(Cause.EMULATOR_AT_WORK);
        }
        AnswerMode wanted = modeWithoutEmulator(declared, bound);
        if (bound.answering() != wanted) {
            return declared.afterPatience() == LostAction.SHUTDOWN_DOMAIN
                            && wanted == AnswerMode.FENCE
                            && bound.served()
                            && !bound.shutDown()
                    ? new Step.ShutDownDomain()
                    : new Step.Answer(wanted);
        }
        if (!bound.enabled()) {
            return new Step.Enable();
        }
        if (door == Door.KNOCKING) {
            return new Step.HandOver();
        }
        return bound.served() ? ranges(bound, true) : new Step.Rest(Cause.CONVERGED);
    }

    private static Step attached(Bound bound) {
        if (!bound.enabled()) {
            return new Step.Enable();
        }
        return bound.served() ? ranges(bound, bound.ranges().told()) : new Step.NoteServing();
    }

    /** The emulator learns of a range after the old ones are gone and before the guest can reach it. */
    private static Step ranges(Bound bound, boolean told) {
        if (bound.ranges().stale()) {
            return new Step.Unmap(false);
        }
        if (!told) {
            return new Step.TellRanges();
        }
        return bound.ranges().missing() ? new Step.Map() : new Step.Rest(Cause.CONVERGED);
    }

    /** Before the first emulator there is nothing to wait for; after a loss the guest waits as long as declared. */
    private static AnswerMode modeWithoutEmulator(Declared declared, Bound bound) {
        boolean wait = bound.served() && (!bound.patienceOver() || declared.afterPatience() == LostAction.HOLD);
        return wait ? AnswerMode.PATIENT : AnswerMode.FENCE;
    }

    private static Step withdraw(Door door, Bound bound, Step then) {
        if (door == Door.DETACHING) {
            return new Step.Rest(Cause.EMULATOR_AT_WORK);
        }
        if (door.holdsLease()) {
            return new Step.Detach();
        }
        if (bound.answering() != AnswerMode.FENCE) {
            return new Step.Answer(AnswerMode.FENCE);
        }
        return bound.ranges().any() || bound.served() ? new Step.Unmap(true) : then;
    }

    private static Step end(Declared declared, Door door, Bound bound) {
        if (declared.withdrawn() && door == Door.KNOCKING) {
            return new Step.TurnAway(Refusal.RELEASED);
        }
        if (bound.enabled()) {
            return new Step.Disable();
        }
        return bound.quiet() ? new Step.Destroy() : new Step.Settle();
    }
}
