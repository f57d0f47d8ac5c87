package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.LegacyGfns;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.Descriptor;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where the pages of a server come from: Xen's heap (acquired) or guest memory (given out as guest frames), never both. Follows
 * xen/common/ioreq.c and xen/arch/x86/hvm/ioreq.c step by step, with their flaw: an acquire that is refused because of guest frames drops
 * the page of the slots, whose guest frame is then lost to the domain.
 */
final class ServerPages {

    private final SimulatedDomain domain;
    private final boolean buffering;
    private final Page slots = new Page();
    private final Page ring = new Page();
    private ServerFrames heap;
    private ServerFrames guest;

    private static final class Page {
        private boolean present;
        private boolean fromGuest;
        /** May outlive the page: see the flaw. */
        private OptionalLong gfn = OptionalLong.empty();
    }

    ServerPages(SimulatedDomain domain, boolean buffering) {
        this.domain = domain;
        this.buffering = buffering;
    }

    /** The memory with both frames; made the first time. */
    Descriptor acquire() {
        try {
            allocate(slots);
            if (buffering) {
                allocate(ring);
            }
        } catch (Refused e) {
            slots.present = false;
            dropHeapIfUnused();
            throw e;
        }
        return heap.memory();
    }

    private void allocate(Page page) {
        if (page.present) {
            if (page.gfn.isPresent()) {
                throw new Refused(Errno.EPERM);
            }
            return;
        }
        if (domain.isDying()) {
            throw new Refused(Errno.ENOMEM);
        }
        if (heap == null) {
            heap = ServerFrames.allocate("ioreq-" + domain.domid());
        }
        page.present = true;
        page.fromGuest = false;
    }

    /** The guest frames; given the first time. */
    LegacyGfns gfns(OptionalInt bufferedPort) {
        try {
            give(slots);
            if (buffering) {
                give(ring);
            }
        } catch (Refused e) {
            takeBack(slots);
            throw e;
        }
        return new LegacyGfns(slots.gfn.getAsLong(), ring.gfn, bufferedPort);
    }

    private void give(Page page) {
        if (page.present) {
            if (page.gfn.isEmpty()) {
                throw new Refused(Errno.EPERM);
            }
            return;
        }
        if (domain.isDying()) {
            throw new Refused(Errno.EINVAL);
        }
        page.gfn = domain.gfns().allocate();
        if (page.gfn.isEmpty()) {
            throw new Refused(Errno.ENOMEM);
        }
        if (guest == null) {
            guest = ServerFrames.allocate("ioreq-gfn-" + domain.domid());
        }
        page.present = true;
        page.fromGuest = true;
    }

    private void takeBack(Page page) {
        if (page.gfn.isPresent()) {
            domain.gfns().free(page.gfn.getAsLong());
            page.gfn = OptionalLong.empty();
            page.present = false;
        }
    }

    /** The slots, if the page exists. */
    Optional<IoreqPage> slots() {
        return slots.present ? Optional.of(storage(slots).slots()) : Optional.empty();
    }

    /** The ring, if the page exists. */
    Optional<BufferedIoreqPage> ring() {
        return ring.present ? Optional.of(storage(ring).ring()) : Optional.empty();
    }

    void release() {
        takeBack(ring);
        takeBack(slots);
        slots.present = false;
        ring.present = false;
        dropHeapIfUnused();
        if (guest != null) {
            guest.release().ifPresent(domain::keepWhileMapped);
            guest = null;
        }
    }

    private ServerFrames storage(Page page) {
        return page.fromGuest ? guest : heap;
    }

    private void dropHeapIfUnused() {
        if (heap != null && !slots.present) {
            heap.release().ifPresent(domain::keepWhileMapped);
            heap = null;
        }
    }
}
