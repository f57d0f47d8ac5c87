package dev.ioreq.hypervisor.posix;

import com.sun.jna.Memory;
import dev.ioreq.hypervisor.Errno;
import java.time.Duration;

/**
 * The descriptors of one poll(2), in memory that is used again: for a loop that waits thousands of times a second. For one thread.
 *
 * <pre>
 *   struct pollfd, 8 bytes:  int fd, short events, short revents
 * </pre>
 */
public final class PollSet {

    private static final int ENTRY_BYTES = 8;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;

    private final Memory table;
    private final int capacity;
    private int count;

    /** @param capacity how many descriptors at most */
    public PollSet(int capacity) {
        this.capacity = capacity;
        this.table = new Memory((long) capacity * ENTRY_BYTES);
    }

    /** Begins anew, with no descriptors. */
    public void clear() {
        count = 0;
    }

    /**
     * Waits for this descriptor too.
     *
     * @return its place, for {@link #isReadable}
     */
    public int add(int fd) {
        if (count == capacity) {
            throw new IllegalStateException("a poll set of " + capacity + " descriptors is full");
        }
        long entry = (long) count * ENTRY_BYTES;
        table.setInt(entry, fd);
        table.setShort(entry + EVENTS, Libc.POLLIN);
        table.setShort(entry + REVENTS, (short) 0);
        return count++;
    }

    /** Waits until one can be read without blocking (an end or an error counts); false after the timeout. */
    public boolean await(Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        while (true) {
            int ready = Libc.poll(table, count, deadline.millisLeft());
            if (ready >= 0) {
                return ready > 0;
            }
            Errno errno = Libc.lastErrno();
            if (errno != Errno.EINTR) {
                throw new PosixException(errno, "poll(" + count + " descriptors)");
            }
        }
    }

    /** Whether the last wait found the descriptor at this place readable. */
    public boolean isReadable(int place) {
        return table.getShort((long) place * ENTRY_BYTES + REVENTS) != 0;
    }
}
