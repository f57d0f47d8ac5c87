package dev.ioreq.emulator.testkit;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.FrameDescriptor;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.MemFd;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.ProgressPage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A server on any hypervisor, made as an agent makes it, ready to be handed over. */
public final class OfferedServer implements AutoCloseable {

    private final Hypervisor xen;
    private final DomainId domain;
    private final BufferedIo bufferedIo;
    private final List<HandoverRange> ranges;
    private final IoreqServerId server;
    private final Frames frames;
    private final FrameDescriptor frameDescriptor;
    private final EventChannels channels;
    private final Descriptor progress = MemFd.create("progress", ProgressPage.SIZE);
    private final List<Integer> localPorts = new ArrayList<>();
    private final int ringPort;
    private boolean mapped;

    public OfferedServer(Hypervisor xen, DomainId domain, BufferedIo bufferedIo, HandoverRange... ranges) {
        this.xen = xen;
        this.domain = domain;
        this.bufferedIo = bufferedIo;
        this.ranges = List.of(ranges);
        server = xen.createIoreqServer(domain, bufferedIo);
        int first = bufferedIo == BufferedIo.OFF ? IoreqPage.FRAME : 0;
        frames = xen.acquireFrames(
                domain, ResourceType.IOREQ_SERVER, server.value(), first, IoreqPage.FRAME + 1 - first);
        xen.setIoreqServerState(domain, server, true);
        channels = xen.openEventChannels(domain);
        for (int vcpu = 0; vcpu < xen.vcpus(domain); vcpu++) {
            int slot = vcpu;
            int remote = frames.use(pages ->
                    new IoreqPage(pages.get(IoreqPage.FRAME - first)).slot(slot).vpEport());
            localPorts.add(channels.bindInterdomain(remote));
        }
        ringPort = bufferedIo == BufferedIo.OFF
                ? 0
                : channels.bindInterdomain(
                        xen.ioreqServerInfo(domain, server).bufferedPort().orElseThrow());
        frameDescriptor = xen.openFrameDescriptor(domain, server);
    }

    /** The guest's accesses come here from now on. */
    public void mapRanges() {
        ranges.forEach(range -> xen.mapIoRange(domain, server, hypervisorRange(range)));
        mapped = true;
    }

    public Offer offer() {
        return new Offer(
                Offer.Hypervisor.valueOf(xen.info().kind().name()),
                Offer.BufferedIo.values()[bufferedIo.ordinal()],
                server.value(),
                domain.value(),
                Offer.DomainType.PVH,
                ringPort,
                new UUID(1, 2),
                "guest",
                localPorts,
                ranges);
    }

    public int[] descriptors() {
        return new int[] {frameDescriptor.descriptor(), channels.descriptor(), progress.value()};
    }

    /** In the order that leaves no vCPU frozen, once no request is outstanding. */
    public void end() {
        if (mapped) {
            ranges.forEach(range -> xen.unmapIoRange(domain, server, hypervisorRange(range)));
        }
        xen.destroyIoreqServer(domain, server);
    }

    private static IoRange hypervisorRange(HandoverRange range) {
        return switch (range.kind()) {
            case PORT -> new PortRange((int) range.first(), (int) range.last());
            case MEMORY -> new MemoryRange(range.first(), range.last());
            case PCI ->
                new PciFunction(
                        (int) range.first() >>> 16,
                        (int) range.first() >>> 8 & 0xFF,
                        (int) range.first() >>> 3 & 0x1F,
                        (int) range.first() & 7);
        };
    }

    @Override
    public void close() {
        channels.close();
        frameDescriptor.close();
        frames.close();
        progress.close();
    }
}
