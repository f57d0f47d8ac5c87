package dev.ioreq.hypervisor.simulated.remote;

import dev.ioreq.hypervisor.posix.Descriptor;
import java.util.List;

/**
 * An answer. Descriptors that nobody took are closed by the pool.
 *
 * @param in what it says
 * @param descriptors what came along
 */
record Reply(PacketReader in, List<Descriptor> descriptors) {

    /** The one descriptor that came along; the caller's own from here on. */
    Descriptor descriptor() {
        if (descriptors.size() != 1) {
            throw new IllegalStateException("the engine sent " + descriptors.size() + " descriptors, expected 1");
        }
        return descriptors.get(0).dup();
    }
}
