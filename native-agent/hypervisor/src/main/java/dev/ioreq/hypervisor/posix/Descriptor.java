package dev.ioreq.hypervisor.posix;

import com.sun.jna.Memory;
import dev.ioreq.hypervisor.Errno;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * An open file descriptor that somebody owns. {@link #close()} never waits: a call of another thread that uses the descriptor at that
 * moment finishes first and then closes it, so its number is never used again under that call.
 */
public final class Descriptor implements AutoCloseable {

    private static final int CLOSED = 1 << 30;

    private final int fd;
    /** Users, plus {@link #CLOSED} once close() was called. */
    private final AtomicInteger state = new AtomicInteger();

    private Descriptor(int fd) {
        this.fd = fd;
    }

    /** Takes ownership of a raw descriptor and makes it close-on-exec. */
    public static Descriptor adopt(int fd) {
        Libc.check("fcntl(" + fd + ", F_SETFD)", () -> Libc.fcntl(fd, Libc.F_SETFD, Libc.FD_CLOEXEC));
        return new Descriptor(fd);
    }

    /** Takes ownership of a descriptor that the system call made close-on-exec. */
    static Descriptor of(int fd) {
        return new Descriptor(fd);
    }

    /**
     * The number, for passing on. Valid until {@link #close()}.
     *
     * @throws IllegalStateException after close
     */
    public int value() {
        if (isClosed()) {
            throw closed();
        }
        return fd;
    }

    /** A second descriptor of the same open file description. */
    public Descriptor dup() {
        return use(number -> {
            long copy = Libc.check("dup(" + number + ")", () -> Libc.fcntl(number, Libc.F_DUPFD_CLOEXEC, 0));
            return new Descriptor((int) copy);
        });
    }

    /**
     * Reads once.
     *
     * @return bytes read; 0 at the end
     * @throws PosixException EAGAIN if the description does not block and nothing is there
     */
    public int read(ByteBuffer into) {
        if (into.isDirect() && into.position() == 0) {
            int read = use(number ->
                    (int) Libc.check("read(" + number + ")", () -> Libc.read(number, into, into.remaining())));
            into.position(read);
            return read;
        }
        return use(number -> {
            Memory memory = new Memory(Math.max(1, into.remaining()));
            long read = Libc.check("read(" + number + ")", () -> Libc.read(number, memory, into.remaining()));
            into.put(memory.getByteBuffer(0, read));
            return (int) read;
        });
    }

    /** Writes once; devices and packet sockets take a write as a whole. */
    public int write(ByteBuffer from) {
        if (from.isDirect() && from.position() == 0) {
            int written = use(number ->
                    (int) Libc.check("write(" + number + ")", () -> Libc.write(number, from, from.remaining())));
            from.position(written);
            return written;
        }
        return use(number -> {
            Memory memory = new Memory(Math.max(1, from.remaining()));
            int length = from.remaining();
            memory.getByteBuffer(0, length).put(from);
            return (int) Libc.check("write(" + number + ")", () -> Libc.write(number, memory, length));
        });
    }

    /** As above, to the buffer's start. */
    public int read(CallBuffer into, int length) {
        enter();
        try {
            long read;
            do {
                read = Libc.read(fd, into.address(length), length);
            } while (read < 0 && Libc.lastErrno() == Errno.EINTR);
            return done("read", read);
        } finally {
            leave();
            Reference.reachabilityFence(into);
        }
    }

    /** As above, from the buffer's start. */
    public int write(CallBuffer from, int length) {
        enter();
        try {
            long written;
            do {
                written = Libc.write(fd, from.address(length), length);
            } while (written < 0 && Libc.lastErrno() == Errno.EINTR);
            return done("write", written);
        } finally {
            leave();
            Reference.reachabilityFence(from);
        }
    }

    /** For {@link Device}: a request with an argument of that length. */
    int control(String name, long request, CallBuffer argument, int length) {
        enter();
        try {
            int result;
            do {
                result = Libc.ioctl(fd, request, argument.address(length));
            } while (result < 0 && Libc.lastErrno() == Errno.EINTR);
            if (result < 0) {
                throw new PosixException(Libc.lastErrno(), "ioctl(" + fd + ", " + name + ")");
            }
            return result;
        } finally {
            leave();
            Reference.reachabilityFence(argument);
        }
    }

    private int done(String call, long result) {
        if (result < 0) {
            throw new PosixException(Libc.lastErrno(), call + "(" + fd + ")");
        }
        return (int) result;
    }

    /** Whether reads and writes block; a property of the shared open file description, not of this descriptor. */
    public void setBlocking(boolean blocking) {
        use(number -> {
            long flags = Libc.check("fcntl(" + number + ", F_GETFL)", () -> Libc.fcntl(number, Libc.F_GETFL, 0));
            long wanted = blocking ? flags & ~Libc.O_NONBLOCK : flags | Libc.O_NONBLOCK;
            return Libc.check("fcntl(" + number + ", F_SETFL)", () -> Libc.fcntl(number, Libc.F_SETFL, wanted));
        });
    }

    public boolean isClosed() {
        return (state.get() & CLOSED) != 0;
    }

    /** Lets the body use the number; it is not closed meanwhile. */
    <T> T use(IntFunction<T> body) {
        enter();
        try {
            return body.apply(fd);
        } finally {
            leave();
        }
    }

    private void enter() {
        if ((state.incrementAndGet() & CLOSED) != 0) {
            leave();
            throw closed();
        }
    }

    private void leave() {
        if (state.decrementAndGet() == CLOSED) {
            closeOnce();
        }
    }

    /** Idempotent. */
    @Override
    public void close() {
        if (state.getAndUpdate(value -> value | CLOSED) == 0) {
            closeOnce();
        }
    }

    private void closeOnce() {
        // A late enter() may bring the count back to zero once more: the far bit makes this happen one time only.
        if (state.compareAndSet(CLOSED, CLOSED | CLOSED >> 1)) {
            // Linux frees the number even when close says EINTR: never repeat it.
            if (Libc.close(fd) < 0 && Libc.lastErrno() == Errno.EBADF) {
                throw new PosixException(
                        Errno.EBADF, "close(" + fd + "): somebody else closed a descriptor owned here");
            }
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException("descriptor " + fd + " was closed here before");
    }

    @Override
    public String toString() {
        return "fd " + fd + (isClosed() ? " (closed)" : "");
    }
}
