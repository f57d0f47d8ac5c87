package dev.ioreq.operator.events;

/**
 * The reasons of Events that tell of what the operator did. Events that tell of a condition have the condition's reason
 * ({@link dev.ioreq.crds.common.ConditionReason}).
 */
public enum EventReason {
    /** An emulator's pod was deleted, to be made anew. */
    EMULATOR_REPLACED("EmulatorReplaced"),
    /** A deleted IoreqServer was let go because its annotation says so, without a word from the agent that holds it. */
    FORCE_RELEASED("ForceReleased"),
    /** An agent held a server that no IoreqServer declares, and was told to release it. */
    ORPHAN_RELEASED("OrphanReleased");

    private final String value;

    EventReason(String value) {
        this.value = value;
    }

    /** The word in the Event. */
    @Override
    public String toString() {
        return value;
    }
}
