package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.MemFd;
import dev.ioreq.hypervisor.posix.SharedMapping;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The two pages of a server: one memfd, frame n at offset n * 4096, and Xen's own mapping of it. */
final class ServerFrames {

    private final Descriptor memory;
    private final SharedMapping mapping;
    private final BufferedIoreqPage ring;
    private final IoreqPage slots;

    private ServerFrames(Descriptor memory, SharedMapping mapping) {
        this.memory = memory;
        this.mapping = mapping;
        // Kept beyond use(): whoever reaches them holds the engine's lock, and so does release().
        this.ring = mapping.use(all -> new BufferedIoreqPage(page(all, BufferedIoreqPage.FRAME)));
        this.slots = mapping.use(all -> new IoreqPage(page(all, IoreqPage.FRAME)));
    }

    /** Fresh pages, all zero. */
    static ServerFrames allocate(String name) {
        int bytes = 2 * IoreqPage.BYTES;
        Descriptor memory = MemFd.create(name, bytes);
        return new ServerFrames(memory, SharedMapping.map(memory, 0, bytes));
    }

    Descriptor memory() {
        return memory;
    }

    BufferedIoreqPage ring() {
        return ring;
    }

    IoreqPage slots() {
        return slots;
    }

    /**
     * Xen lets go of the pages.
     *
     * @return the memory, if somebody else maps it still; it keeps the domain then
     */
    Optional<Descriptor> release() {
        mapping.close();
        if (MemFd.sealUnlessMapped(memory)) {
            memory.close();
            return Optional.empty();
        }
        return Optional.of(memory);
    }

    private static ByteBuffer page(ByteBuffer all, int frame) {
        return all.slice(frame * IoreqPage.BYTES, IoreqPage.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
