package dev.ioreq.agent.domains;

import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.IoreqServerId;
import java.util.List;

/**
 * A domain and its IOREQ servers.
 *
 * @param own those that this agent made, sorted
 * @param foreign those that somebody else made (QEMU, varstored): reported, never touched; sorted
 */
public record DomainReport(Domain domain, List<IoreqServerId> own, List<IoreqServerId> foreign) {

    /** Servers a domain can have (Xen: MAX_NR_IOREQ_SERVERS). */
    public static final int MAX_SERVERS = 8;

    public DomainReport {
        own = List.copyOf(own);
        foreign = List.copyOf(foreign);
    }

    public int free() {
        return MAX_SERVERS - own.size() - foreign.size();
    }
}
