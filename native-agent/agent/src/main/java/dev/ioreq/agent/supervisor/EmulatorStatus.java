package dev.ioreq.agent.supervisor;

/** What is known of a server's emulator; the names are those of the contract (agent.proto). */
public enum EmulatorStatus {
    ABSENT,
    ATTACHING,
    ATTACHED,
    STALLED,
    LOST_WAITING,
    LOST_FENCED,
    RESUMING
}
