package dev.ioreq.hypervisor;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The guest frames of a server in the old mode, in which its pages are guest memory. Asking for them commits the server to that mode for
 * its life.
 *
 * @param synchronous guest frame of the slots
 * @param buffered guest frame of the ring; empty for a server without one
 * @param bufferedPort the guest's event channel of the ring; empty for a server without one
 */
public record LegacyGfns(long synchronous, OptionalLong buffered, OptionalInt bufferedPort) {

    public LegacyGfns {
        Objects.requireNonNull(buffered, "buffered");
        Objects.requireNonNull(bufferedPort, "bufferedPort");
    }
}
