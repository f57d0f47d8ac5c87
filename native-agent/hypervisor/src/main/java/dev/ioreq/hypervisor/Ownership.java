package dev.ioreq.hypervisor;

/**
 * Whose a server is, as far as a hypervisor tells. Xen knows owning domains, not owning programs: a server of QEMU in our domain is
 * {@link #OWN_DOMAIN} too.
 */
public enum Ownership {
    OWN_DOMAIN,
    OTHER_DOMAIN
}
