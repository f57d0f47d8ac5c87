package dev.ioreq.agent.declaration;

/** What happens once the patience for a lost emulator is over. */
public enum LostAction {
    /** Reads give all ones and writes are dropped until an emulator is attached again. */
    FENCE,
    /** The guest's accesses go on waiting. */
    HOLD,
    /** The domain is shut down with the reason crash. */
    SHUTDOWN_DOMAIN
}
