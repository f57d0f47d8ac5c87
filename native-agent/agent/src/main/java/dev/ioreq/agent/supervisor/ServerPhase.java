package dev.ioreq.agent.supervisor;

/** How far a server has come, as told to the operator; the names are those of the contract (agent.proto). */
public enum ServerPhase {
    WAITING_FOR_DOMAIN,
    CREATING,
    SERVER_CREATED,
    FRAMES_ACQUIRED,
    OFFERED,
    SERVING,
    RELEASING
}
