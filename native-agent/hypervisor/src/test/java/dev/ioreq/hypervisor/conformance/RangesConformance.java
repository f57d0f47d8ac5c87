package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import org.junit.jupiter.api.Test;

/** Ranges of servers. */
interface RangesConformance extends OnStage {

    @Test
    default void aRangeMayNotOverlapAnotherOneOfTheSameServer() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        xen().mapIoRange(domain, server, new PortRange(0x500, 0x50f));
        refused(Errno.EEXIST, () -> xen().mapIoRange(domain, server, new PortRange(0x500, 0x50f)));
        refused(Errno.EEXIST, () -> xen().mapIoRange(domain, server, new PortRange(0x508, 0x517)));
        refused(Errno.EEXIST, () -> xen().mapIoRange(domain, server, new PortRange(0x400, 0x600)));
        xen().mapIoRange(domain, server, new PortRange(0x510, 0x51f));
        xen().mapIoRange(domain, server, new MemoryRange(0x500, 0x50f));
    }

    @Test
    default void serversOfOneDomainMayOverlap() {
        DomainId domain = idleGuest();
        IoreqServerId one = xen().createIoreqServer(domain, BufferedIo.OFF);
        IoreqServerId two = xen().createIoreqServer(domain, BufferedIo.OFF);
        for (IoreqServerId server : new IoreqServerId[] {one, two}) {
            xen().mapIoRange(domain, server, new PortRange(0x510, 0x51f));
            xen().mapIoRange(domain, server, new MemoryRange(0xfe000000L, 0xfe000fffL));
            xen().mapIoRange(domain, server, PciFunction.parse("0000:00:1f.0"));
        }
    }

    @Test
    default void aRangeDoesNotEndBeforeItStarts() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        refused(Errno.EINVAL, () -> xen().mapIoRange(domain, server, new PortRange(0x50f, 0x500)));
        refused(Errno.EINVAL, () -> xen().unmapIoRange(domain, server, new PortRange(0x50f, 0x500)));
        refused(Errno.EINVAL, () -> xen().mapIoRange(domain, server, new MemoryRange(-1L, 0)));
        refused(Errno.EINVAL, () -> xen().mapIoRange(domain, id(7), new PortRange(1, 0)));
    }

    @Test
    default void unusualRangesAreTakenAsTheyAre() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        xen().mapIoRange(domain, server, new PortRange(0x1fff0, 0x1ffff));
        xen().mapIoRange(domain, server, new PortRange(0x700, 0x700));
        xen().mapIoRange(domain, server, new MemoryRange(0x100000, 0x100fff));
        xen().mapIoRange(domain, server, new MemoryRange(0xffff_ffff_ffff_f000L, 0xffff_ffff_ffff_ffffL));
        xen().unmapIoRange(domain, server, new MemoryRange(0xffff_ffff_ffff_f800L, 0xffff_ffff_ffff_ffffL));
    }

    @Test
    default void anyPartThatIsWhollyMappedCanBeUnmapped() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        xen().mapIoRange(domain, server, new PortRange(0x500, 0x50f));
        xen().mapIoRange(domain, server, new PortRange(0x510, 0x51f));
        refused(Errno.ENOENT, () -> xen().unmapIoRange(domain, server, new PortRange(0x800, 0x80f)));
        xen().unmapIoRange(domain, server, new PortRange(0x500, 0x507));
        xen().unmapIoRange(domain, server, new PortRange(0x508, 0x50f));
        refused(Errno.ENOENT, () -> xen().unmapIoRange(domain, server, new PortRange(0x508, 0x50f)));
        refused(Errno.ENOENT, () -> xen().unmapIoRange(domain, server, new PortRange(0x508, 0x51f)));
        xen().mapIoRange(domain, server, new PortRange(0x500, 0x50f));
        // The two have become one again.
        xen().unmapIoRange(domain, server, new PortRange(0x508, 0x517));
        refused(Errno.ENOENT, () -> xen().unmapIoRange(domain, server, new PortRange(0x507, 0x508)));
        xen().unmapIoRange(domain, server, new PortRange(0x518, 0x51f));
        PciFunction function = PciFunction.parse("0000:00:05.0");
        xen().mapIoRange(domain, server, function);
        refused(Errno.EEXIST, () -> xen().mapIoRange(domain, server, function));
        xen().unmapIoRange(domain, server, function);
        refused(Errno.ENOENT, () -> xen().unmapIoRange(domain, server, function));
    }

    @Test
    default void aServerHas256RangesOfAKindThatDoNotTouch() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        for (long i = 0; i < 256; i++) {
            xen().mapIoRange(domain, server, new MemoryRange(i * 0x2000, i * 0x2000 + 0xfff));
        }
        refused(Errno.ENOMEM, () -> xen().mapIoRange(domain, server, new MemoryRange(0x1000_0000, 0x1000_0fff)));
        refused(Errno.ENOMEM, () -> xen().unmapIoRange(domain, server, new MemoryRange(0x100, 0x1ff)));
        // One that goes on from another needs no entry, and other kinds have their own.
        xen().mapIoRange(domain, server, new MemoryRange(255 * 0x2000 + 0x1000, 255 * 0x2000 + 0x1fff));
        xen().mapIoRange(domain, server, new PortRange(0x500, 0x50f));
        xen().unmapIoRange(domain, server, new MemoryRange(0, 0xfff));
        xen().mapIoRange(domain, server, new MemoryRange(0x1000_0000, 0x1000_0fff));
    }
}
