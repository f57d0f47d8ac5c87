package dev.ioreq.hypervisor.posix;

import com.sun.jna.Memory;
import dev.ioreq.hypervisor.Errno;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waiting for descriptors (poll(2)). An end of file or an error counts as readable: the read then tells. */
public final class Poll {

    /** A timeout that does not come. */
    public static final Duration FOREVER = Duration.ofDays(365);

    private static final int POLLFD_BYTES = 8;

    private Poll() {}

    /** True if a read would not block; false after the timeout. */
    public static boolean readable(int fd, Duration timeout) {
        return !poll(Libc.POLLIN, timeout, fd).isEmpty();
    }

    /** Those descriptors that can be read without blocking, in the order given; empty after the timeout. */
    public static List<Integer> readable(Duration timeout, int... fds) {
        return poll(Libc.POLLIN, timeout, fds);
    }

    /** As above; none of them is closed under the wait, even if another thread calls its close. */
    public static boolean anyReadable(Duration timeout, Descriptor first, Descriptor second) {
        return first.use(
                one -> second.use(two -> !poll(Libc.POLLIN, timeout, one, two).isEmpty()));
    }

    /** True if a write would not block; false after the timeout. */
    static boolean writable(int fd, Duration timeout) {
        return !poll(Libc.POLLOUT, timeout, fd).isEmpty();
    }

    private static List<Integer> poll(short events, Duration timeout, int... fds) {
        Memory table = new Memory((long) Math.max(1, fds.length) * POLLFD_BYTES);
        for (int i = 0; i < fds.length; i++) {
            table.setInt((long) i * POLLFD_BYTES, fds[i]);
            table.setShort((long) i * POLLFD_BYTES + 4, events);
            table.setShort((long) i * POLLFD_BYTES + 6, (short) 0);
        }
        if (wait(table, fds.length, timeout) == 0) {
            return List.of();
        }
        List<Integer> ready = new ArrayList<>();
        for (int i = 0; i < fds.length; i++) {
            if (table.getShort((long) i * POLLFD_BYTES + 6) != 0) {
                ready.add(fds[i]);
            }
        }
        return ready;
    }

    private static int wait(Memory table, int count, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        while (true) {
            int ready = Libc.poll(table, count, deadline.millisLeft());
            if (ready >= 0) {
                return ready;
            }
            Errno errno = Libc.lastErrno();
            if (errno != Errno.EINTR) {
                throw new PosixException(errno, "poll(" + count + " descriptors)");
            }
        }
    }
}
