package dev.ioreq.hypervisor.posix;

import com.sun.jna.Memory;
import dev.ioreq.hypervisor.Errno;

/** A flag that wakes a thread in {@link Poll} (eventfd(2)). Any thread may raise it. */
public final class EventFd implements AutoCloseable {

    private final Descriptor descriptor;

    private EventFd(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** A flag that is down. */
    public static EventFd create() {
        long fd = Libc.check("eventfd", () -> Libc.eventfd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK));
        return new EventFd(Descriptor.of((int) fd));
    }

    /** Makes the descriptor readable until {@link #lower()}. */
    public void raise() {
        Memory one = new Memory(Long.BYTES);
        one.setLong(0, 1);
        descriptor.use(fd -> ignoringEagain("write(eventfd)", () -> Libc.write(fd, one, Long.BYTES)));
    }

    /** Makes the descriptor unreadable. */
    public void lower() {
        Memory value = new Memory(Long.BYTES);
        descriptor.use(fd -> ignoringEagain("read(eventfd)", () -> Libc.read(fd, value, Long.BYTES)));
    }

    /** For polling; owned by this flag. */
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        descriptor.close();
    }

    /** EAGAIN says that the flag is as wanted already. */
    private static long ignoringEagain(String call, Libc.Call body) {
        long result = Libc.retry(body);
        if (result < 0) {
            Errno errno = Libc.lastErrno();
            if (errno != Errno.EAGAIN) {
                throw new PosixException(errno, call);
            }
        }
        return result;
    }
}
