package dev.ioreq.hypervisor.posix;

import com.sun.jna.Memory;
import dev.ioreq.hypervisor.Errno;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waiting for many descriptors, level-triggered (epoll(7)). Any thread may add and remove; one waits. */
public final class Epoll implements AutoCloseable {

    private static final int MAX_EVENTS = 64;
    /** {@code struct epoll_event} is packed on x86 only. */
    private static final boolean PACKED = List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

    private static final int EVENT_BYTES = PACKED ? 12 : 16;
    private static final int KEY = PACKED ? 4 : 8;

    private final Descriptor descriptor;
    private final Memory events = new Memory((long) MAX_EVENTS * EVENT_BYTES);

    private Epoll(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    public static Epoll create() {
        return new Epoll(
                Descriptor.of((int) Libc.check("epoll_create1", () -> Libc.epoll_create1(Libc.EPOLL_CLOEXEC))));
    }

    /**
     * A descriptor that needs attention.
     *
     * @param key as given to {@link #add}
     * @param readable there is a message, an error or the end
     * @param writable there is room, and it was asked for
     */
    public record Ready(long key, boolean readable, boolean writable) {}

    /** Waits for reading, under a key of the caller's choice. */
    public void add(Descriptor watched, long key) {
        control(Libc.EPOLL_CTL_ADD, watched, key, Libc.EPOLLIN);
    }

    /** Waits for room to write too, or no longer. */
    public void alsoWritable(Descriptor watched, long key, boolean writable) {
        control(Libc.EPOLL_CTL_MOD, watched, key, Libc.EPOLLIN | (writable ? Libc.EPOLLOUT : 0));
    }

    public void remove(Descriptor watched) {
        control(Libc.EPOLL_CTL_DEL, watched, 0, 0);
    }

    /** Those that need attention, at most 64 at a time; empty after the timeout. */
    public List<Ready> await(Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        int count = descriptor.use(epoll -> {
            while (true) {
                int ready = Libc.epoll_wait(epoll, events, MAX_EVENTS, deadline.millisLeft());
                if (ready >= 0) {
                    return ready;
                }
                Errno errno = Libc.lastErrno();
                if (errno != Errno.EINTR) {
                    throw new PosixException(errno, "epoll_wait");
                }
            }
        });
        List<Ready> ready = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int what = events.getInt((long) i * EVENT_BYTES);
            ready.add(new Ready(
                    events.getLong((long) i * EVENT_BYTES + KEY),
                    (what & ~Libc.EPOLLOUT) != 0,
                    (what & Libc.EPOLLOUT) != 0));
        }
        return ready;
    }

    private void control(int operation, Descriptor watched, long key, int what) {
        Memory event = new Memory(16);
        event.clear();
        event.setInt(0, what);
        event.setLong(KEY, key);
        descriptor.use(epoll -> watched.use(fd -> Libc.check(
                "epoll_ctl(" + operation + ", fd " + fd + ")", () -> Libc.epoll_ctl(epoll, operation, fd, event))));
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
