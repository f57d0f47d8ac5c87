package dev.ioreq.hypervisor.posix;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * A shared, writable mapping. Touching memory after munmap would end the whole process, so the buffer exists only inside {@link #use}, and
 * {@link #close()} waits until nobody is inside.
 */
public final class SharedMapping implements AutoCloseable {

    private final int length;
    private final Runnable unmap;
    private final ReentrantReadWriteLock guard = new ReentrantReadWriteLock();
    private ByteBuffer buffer;

    private SharedMapping(long address, int length, Runnable unmap) {
        this.length = length;
        this.unmap = unmap;
        this.buffer = new Pointer(address).getByteBuffer(0, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A mapping that somebody else made.
     *
     * @param unmap undoes it; called once
     */
    public static SharedMapping adopt(long address, int length, Runnable unmap) {
        return new SharedMapping(address, length, unmap);
    }

    /**
     * @param offset bytes, a multiple of the page size
     * @param length bytes
     */
    public static SharedMapping map(int fd, long offset, int length) {
        long address = Libc.mmap(null, length, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_SHARED, fd, offset);
        if (address == -1) {
            throw new PosixException(
                    Libc.lastErrno(), "mmap(fd " + fd + ", offset " + offset + ", length " + length + ")");
        }
        return new SharedMapping(
                address,
                length,
                () -> Libc.check("munmap(length " + length + ")", () -> Libc.munmap(new Pointer(address), length)));
    }

    /** {@link #map(int, long, int)} of a descriptor that may be closed by others meanwhile. */
    public static SharedMapping map(Descriptor descriptor, long offset, int length) {
        return descriptor.use(fd -> map(fd, offset, length));
    }

    /**
     * Maps a device whose pages another call puts there.
     *
     * @param populate that call, given the address of the mapping; nobody can touch the memory before it returns, and if it throws, the
     *     mapping is undone
     */
    public static SharedMapping map(Descriptor descriptor, int length, LongConsumer populate) {
        SharedMapping mapping = map(descriptor, 0, length);
        try {
            populate.accept(mapping.use(memory -> Pointer.nativeValue(Native.getDirectBufferPointer(memory))));
            return mapping;
        } catch (RuntimeException e) {
            mapping.close();
            throw e;
        }
    }

    public int length() {
        return length;
    }

    /**
     * Lets the body use the memory (direct, little endian). It stays mapped until the body returns; the body must not keep the buffer.
     *
     * @throws IllegalStateException after close
     */
    public <T> T use(Function<ByteBuffer, T> body) {
        guard.readLock().lock();
        try {
            if (buffer == null) {
                throw new IllegalStateException("the mapping of " + length + " bytes was unmapped before");
            }
            return body.apply(buffer);
        } finally {
            guard.readLock().unlock();
        }
    }

    /** Unmaps; waits for users. Idempotent. */
    @Override
    public void close() {
        if (guard.getReadHoldCount() > 0) {
            throw new IllegalStateException("a mapping cannot be closed by the code that uses it: leave use() first");
        }
        guard.writeLock().lock();
        try {
            if (buffer == null) {
                return;
            }
            buffer = null;
            unmap.run();
        } finally {
            guard.writeLock().unlock();
        }
    }
}
