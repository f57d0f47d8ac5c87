package dev.ioreq.hypervisor.xen.library;

import com.sun.jna.Pointer;
import java.util.function.LongConsumer;

/**
 * A handle of a library that somebody owns. {@link #close()} never waits: whoever uses the handle at that moment finishes first, and the
 * last one closes it.
 */
public final class NativeHandle implements AutoCloseable {

    /** The handle in use: to be closed once for each {@link NativeHandle#use()}. */
    public interface Use extends AutoCloseable {

        /** What the library's functions take. */
        long address();

        @Override
        void close();
    }

    private final String name;
    private final long address;
    private final LongConsumer end;
    /** The same for all users: using a handle allocates nothing. */
    private final Use use = new Using();

    private int users;
    private boolean closed;

    /**
     * @param name for errors
     * @param pointer not null
     * @param end closes it, given its address; called once
     */
    public NativeHandle(String name, Pointer pointer, LongConsumer end) {
        this.name = name;
        this.address = Pointer.nativeValue(pointer);
        this.end = end;
    }

    /**
     * Begins a use, during which the handle is not closed: a call, or the life of something that was made with it and needs it to be unmade.
     *
     * @throws IllegalStateException after close
     */
    public synchronized Use use() {
        if (closed) {
            throw new IllegalStateException("the " + name + " was closed here before");
        }
        users++;
        return use;
    }

    private synchronized void leave() {
        users--;
        endIfUnused();
    }

    /** Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            endIfUnused();
        }
    }

    private void endIfUnused() {
        if (closed && users == 0) {
            end.accept(address);
        }
    }

    private final class Using implements Use {

        @Override
        public long address() {
            return address;
        }

        @Override
        public void close() {
            leave();
        }
    }
}
