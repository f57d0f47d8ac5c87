package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.responder.AnswerMode;

/** One thing to do. Each may be repeated. */
public sealed interface Step {

    /** Nothing to do until something changes. */
    record Rest(Cause cause) implements Step {}

    /** Why there is nothing to do. */
    enum Cause {
        /** All is as declared. */
        CONVERGED,
        DOMAIN_NOT_FOUND,
        DOMAIN_AMBIGUOUS,
        DOMAIN_UNFIT,
        /** An emulator that outlived the agent has the ports; it will come back or end. */
        EMULATOR_RESUMING,
        /** The offer or the request to detach is on its way; its deadline is the broker's. */
        EMULATOR_AT_WORK
    }

    /** Journal the intent, create the server, journal the fact. */
    record Create() implements Step {}

    /** Find out whether the creation that the journal intended took place. */
    record Claim() implements Step {}

    record AcquireFrames() implements Step {}

    record Enable() implements Step {}

    /** Read each slot's port and bind all of them, or learn that somebody else has. */
    record Bind() implements Step {}

    /** Let the responder take over, or change how it answers. */
    record Answer(AnswerMode mode) implements Step {}

    /** Silence the responder and offer the server to the emulator that knocks. */
    record HandOver() implements Step {}

    /** Take back event channels and lease from an emulator that outlived the agent. */
    record Resume() implements Step {}

    /** Refuse the emulator at the door. */
    record TurnAway(Refusal why) implements Step {}

    /** Why an emulator is refused. */
    enum Refusal {
        /** The server that it served does not exist any more. */
        SERVER_GONE,
        /** The responder has taken its server over. */
        TAKEN_OVER,
        /** The server is on its way out. */
        RELEASED
    }

    /** Note that an emulator serves: from now on its loss is a loss. */
    record NoteServing() implements Step {}

    /** Unmap the ranges that are not declared, or all of them. */
    record Unmap(boolean all) implements Step {}

    /** Tell the emulator the declared ranges. */
    record TellRanges() implements Step {}

    /** Map the declared ranges that are not mapped. */
    record Map() implements Step {}

    /** Ask the emulator to finish. */
    record Detach() implements Step {}

    /** Shut the domain down: that is what was declared for a lost emulator. */
    record ShutDownDomain() implements Step {}

    /** No new request may come in. */
    record Disable() implements Step {}

    /** Answer and notify until every slot is NONE. */
    record Settle() implements Step {}

    /** Destroy the server; no request is outstanding. */
    record Destroy() implements Step {}

    /** The domain is gone: end the lease, unmap at once, drop what the journal has of the server. */
    record LetGo() implements Step {}

    /** Nothing is left of the server: remove socket and journal entry. */
    record Forget() implements Step {}
}
