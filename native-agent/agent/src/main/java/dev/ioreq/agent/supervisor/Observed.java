package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.handover.Door;
import dev.ioreq.agent.responder.AnswerMode;

/**
 * What is true of one server now.
 *
 * @param target what the selector means now
 * @param door who is at the handover socket
 */
public record Observed(Target target, Door door, Holding holding) {

    /** How far the server has come. Every state but the first includes the ones before it. */
    public sealed interface Holding {

        /** Whether the domain that the server is (or was about to be) in still lives. */
        boolean alive();
    }

    /** No server. */
    public record Nothing() implements Holding {
        @Override
        public boolean alive() {
            return true;
        }
    }

    /** The journal has an intent without a fact: an agent died around the creation. */
    public record Intended(boolean alive) implements Holding {}

    /**
     * The server exists.
     *
     * @param untouched this process made it and went no further, so no request can be outstanding
     */
    public record Created(boolean alive, boolean untouched) implements Holding {}

    /** Its frames are mapped. */
    public record Framed(boolean alive) implements Holding {}

    /**
     * It is enabled; its ports are not bound here.
     *
     * @param portsTaken the last attempt to bind said that somebody has them: an emulator that outlived the agent
     * @param retryDue it is time for another attempt
     */
    public record Enabled(boolean alive, boolean portsTaken, boolean retryDue) implements Holding {}

    /**
     * Its ports are bound: either an emulator holds the lease, or the responder answers.
     *
     * @param enabled in the hypervisor
     * @param answering what the responder does
     * @param served an emulator has served, so the ranges stay when it is lost
     * @param patienceOver the emulator has been away for longer than declared
     * @param shutDown the domain was told to shut down because of that
     * @param ranges of the hypervisor compared with the declared ones
     * @param quiet no request is outstanding
     */
    public record Bound(
            boolean alive,
            boolean enabled,
            AnswerMode answering,
            boolean served,
            boolean patienceOver,
            boolean shutDown,
            Ranges ranges,
            boolean quiet)
            implements Holding {}

    /**
     * @param any some range may be mapped
     * @param stale some mapped range is not declared
     * @param missing some declared range is not mapped for certain
     * @param told the attached emulator knows the declared ranges
     */
    public record Ranges(boolean any, boolean stale, boolean missing, boolean told) {}
}
