package dev.ioreq.hypervisor;

/** How a domain is virtualised. IOREQ servers exist for {@link #PVH} and {@link #HVM} only; to Xen these two are the same. */
public enum DomainType {
    PV,
    PVH,
    HVM
}
