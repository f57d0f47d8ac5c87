package dev.ioreq.hypervisor.xen.library;

import com.sun.jna.Pointer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A handle of a library that somebody owns. {@link #close()} never waits: whoever uses the handle at that moment finishes first, and the
 * last one closes it.
 */
public final class NativeHandle implements AutoCloseable {

    private final String name;
    private final Pointer pointer;
    private final Consumer<Pointer> end;
    private int users;
    private boolean closed;

    /**
     * @param name for errors
     * @param pointer not null
     * @param end closes it; called once
     */
    public NativeHandle(String name, Pointer pointer, Consumer<Pointer> end) {
        this.name = name;
        this.pointer = pointer;
        this.end = end;
    }

    /**
     * Lets the body use the handle; it is not closed meanwhile.
     *
     * @throws IllegalStateException after close
     */
    public <T> T use(Function<Pointer, T> body) {
        enter();
        try {
            return body.apply(pointer);
        } finally {
            leave();
        }
    }

    /**
     * Keeps the handle from being closed until {@link #release}; what was made with it may need it to be unmade.
     *
     * @throws IllegalStateException after close
     */
    public void retain() {
        enter();
    }

    /** Ends what {@link #retain} began, after a last use. */
    public void release(Consumer<Pointer> lastUse) {
        try {
            lastUse.accept(pointer);
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        if (closed) {
            throw new IllegalStateException("the " + name + " was closed here before");
        }
        users++;
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
            end.accept(pointer);
        }
    }
}
