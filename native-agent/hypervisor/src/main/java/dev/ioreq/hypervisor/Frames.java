package dev.ioreq.hypervisor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

/**
 * Mapped frames. While they are mapped the domain stays, dying or not, and its number is not used again.
 */
public interface Frames extends AutoCloseable {

    /** How many pages, in the order they were asked for. */
    int count();

    /**
     * Lets the body use the pages (4096 bytes each, direct, little endian). They stay mapped until the body returns; it must not keep them.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    <T> T use(Function<List<ByteBuffer>, T> body);

    /** Unmaps; waits for users in other threads. Idempotent. */
    @Override
    void close();
}
