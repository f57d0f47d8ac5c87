package dev.ioreq.hypervisor;

/** Which side stands behind the port. */
public enum HypervisorKind {
    XEN,
    SIMULATED
}
