package dev.ioreq.hypervisor.posix;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A message and the descriptors that came with it. The receiver owns them; {@link #close()} closes all of them, which is what to do with a
 * message that is not understood.
 *
 * @param payload little endian, from position 0 to its limit
 * @param descriptors in the order sent
 */
public record Received(ByteBuffer payload, List<Descriptor> descriptors) implements AutoCloseable {

    @Override
    public void close() {
        descriptors.forEach(Descriptor::close);
    }
}
