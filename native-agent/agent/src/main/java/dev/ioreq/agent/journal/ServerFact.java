package dev.ioreq.agent.journal;

import dev.ioreq.agent.declaration.NamedRange;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.IoreqServerId;
import java.util.List;
import java.util.Optional;

/**
 * A server that this agent made.
 *
 * @param bootId the boot of the host in which it was made; another boot has none of it
 * @param ports empty until they are bound for the first time
 * @param ranges what may be mapped in the hypervisor: written before a range is mapped, shortened after one is unmapped
 */
public record ServerFact(
        String bootId,
        DomainIdentity domain,
        IoreqServerId server,
        Milestone milestone,
        Optional<EventPorts> ports,
        List<NamedRange> ranges) {

    public ServerFact {
        ranges = List.copyOf(ranges);
    }

    public static ServerFact created(String bootId, DomainIdentity domain, IoreqServerId server) {
        return new ServerFact(bootId, domain, server, Milestone.CREATED, Optional.empty(), List.of());
    }

    public ServerFact at(Milestone reached) {
        return new ServerFact(bootId, domain, server, reached, ports, ranges);
    }

    public ServerFact withPorts(EventPorts bound) {
        return new ServerFact(bootId, domain, server, milestone, Optional.of(bound), ranges);
    }

    public ServerFact withRanges(List<NamedRange> mapped) {
        return new ServerFact(bootId, domain, server, milestone, ports, mapped);
    }
}
