package dev.ioreq.agent.responder;

/** What the responder does with a server's requests. */
public enum AnswerMode {
    /** Nothing, and it does not even look: an emulator holds the lease. */
    SILENT,
    /** Acknowledges INVALIDATE, which no guest may wait for; leaves the rest to an emulator that is expected back. */
    PATIENT,
    /** Everything: reads give all ones, writes are dropped. */
    FENCE
}
