package dev.ioreq.agent.handover;

/** Who stands at a server's handover socket. */
public enum Door {
    NOBODY,
    /** An emulator said HELLO and waits for an offer. */
    KNOCKING,
    /** An emulator said RESUME: it went on serving while the agent was away. */
    RETURNING,
    /** The offer was sent; READY has not come yet. */
    ATTACHING,
    /** An emulator serves. */
    ATTACHED,
    /** An emulator was asked to finish; its lease goes on until it has. */
    DETACHING;

    /** Whether the emulator at the door may be answering requests. */
    public boolean holdsLease() {
        return this == ATTACHING || this == ATTACHED || this == DETACHING;
    }
}
