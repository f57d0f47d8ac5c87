package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.NamedRange;
import dev.ioreq.agent.journal.EventPorts;
import dev.ioreq.agent.journal.JournalEntry;
import dev.ioreq.agent.journal.ServerFact;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.HypervisorKind;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.Ranges;
import java.util.List;

/** The agent's values in the words of the handover protocol. */
final class Messages {

    private Messages() {}

    static Offer offer(JournalEntry entry, HypervisorKind hypervisor, DomainType type, EventPorts ports) {
        ServerFact fact = entry.fact().orElseThrow();
        return new Offer(
                switch (hypervisor) {
                    case XEN -> Offer.Hypervisor.XEN;
                    case SIMULATED -> Offer.Hypervisor.SIMULATED;
                },
                bufferedIo(entry.declared().bufferedIo()),
                fact.server().value(),
                fact.domain().id().value(),
                switch (type) {
                    case PV -> Offer.DomainType.PV;
                    case PVH -> Offer.DomainType.PVH;
                    case HVM -> Offer.DomainType.HVM;
                },
                ports.buffered().map(EventPorts.Binding::local).orElse(0),
                fact.domain().uuid(),
                fact.domain().name(),
                ports.localPorts(),
                list(entry.declared().ranges()));
    }

    static Ranges ranges(List<NamedRange> ranges) {
        return new Ranges(list(ranges));
    }

    private static List<HandoverRange> list(List<NamedRange> ranges) {
        return ranges.stream().map(Messages::range).toList();
    }

    private static HandoverRange range(NamedRange named) {
        if (named.range() instanceof PortRange port) {
            return new HandoverRange(named.name(), HandoverRange.Kind.PORT, port.first(), port.last());
        }
        if (named.range() instanceof MemoryRange memory) {
            return new HandoverRange(named.name(), HandoverRange.Kind.MEMORY, memory.first(), memory.last());
        }
        long sbdf = Integer.toUnsignedLong(((PciFunction) named.range()).sbdf());
        return new HandoverRange(named.name(), HandoverRange.Kind.PCI, sbdf, sbdf);
    }

    private static Offer.BufferedIo bufferedIo(BufferedIo mode) {
        return switch (mode) {
            case OFF -> Offer.BufferedIo.OFF;
            case LEGACY -> Offer.BufferedIo.LEGACY;
            case ATOMIC -> Offer.BufferedIo.ATOMIC;
        };
    }
}
