package dev.ioreq.agent.supervisor;

/** What the declared selector means now. */
public enum Target {
    /** No living domain matches. */
    MISSING,
    /** Several match: none is chosen. */
    AMBIGUOUS,
    /** A PV domain matches; Xen has IOREQ servers for PVH and HVM only. */
    UNFIT,
    /** One domain matches; if the server exists already, it is the one it is in. */
    FOUND,
    /** The server lives in a domain that does not match (any more), another one does or none. */
    ELSEWHERE
}
