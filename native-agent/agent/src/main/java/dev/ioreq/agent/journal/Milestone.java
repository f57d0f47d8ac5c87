package dev.ioreq.agent.journal;

/** How far a journalled server has come. The steps before a milestone may be repeated; what stands behind it must not be forgotten. */
public enum Milestone {
    /** The server exists; its frames were perhaps acquired and it was perhaps enabled. */
    CREATED,
    /** Its ports are bound and noted: an emulator may have been given the handle. */
    OFFERED,
    /** An emulator has served, so guests rely on one: its loss is a loss, and the ranges stay. */
    SERVING
}
