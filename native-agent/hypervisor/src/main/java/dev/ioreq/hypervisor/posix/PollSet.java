package dev.ioreq.hypervisor.posix;

import dev.ioreq.hypervisor.Errno;
import java.lang.ref.Reference;
import java.time.Duration;

/**
 * The descriptors of one poll(2), in memory that is used again: for a loop that waits thousands of times a second. For one thread.
 *
 * <pre>
 *   struct pollfd, 8 bytes:  int fd, short events, short revents
 * </pre>
 */
public final class PollSet {

    /** In the place of a descriptor: nothing to wait for there. */
    public static final int NOTHING = -1;

    private static final int ENTRY_BYTES = 8;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;
    private static final int INFINITE = -1;

    private final CallBuffer table;
    private final int[] descriptors;

    /** @param places how many descriptors at most; {@link #NOTHING} in all of them at first */
    public PollSet(int places) {
        table = new CallBuffer(places * ENTRY_BYTES);
        descriptors = new int[places];
        for (int place = 0; place < places; place++) {
            descriptors[place] = NOTHING;
            table.setInt(place * ENTRY_BYTES, NOTHING);
            table.setShort(place * ENTRY_BYTES + EVENTS, Libc.POLLIN);
        }
    }

    /**
     * From now on waits for this descriptor at this place.
     *
     * @param fd a descriptor, or {@link #NOTHING}
     */
    public void set(int place, int fd) {
        if (descriptors[place] != fd) {
            descriptors[place] = fd;
            table.setInt(place * ENTRY_BYTES, fd);
        }
    }

    /** Waits until one can be read without blocking (an end or an error counts); false after the timeout. */
    public boolean await(Duration timeout) {
        if (timeout.compareTo(Poll.FOREVER) >= 0) {
            return awaitForever();
        }
        Deadline deadline = Deadline.in(timeout);
        int ready = poll(deadline.millisLeft());
        while (ready < 0) {
            ready = poll(deadline.millisLeft());
        }
        return ready > 0;
    }

    /** Asks no clock, which may cost as much as the wait. */
    private boolean awaitForever() {
        int ready = poll(INFINITE);
        while (ready < 0) {
            ready = poll(INFINITE);
        }
        return ready > 0;
    }

    /** How many are ready; negative if a signal came first. */
    private int poll(int millis) {
        int places = descriptors.length;
        int ready = Libc.poll(table.address(places * ENTRY_BYTES), places, millis);
        Reference.reachabilityFence(table);
        if (ready < 0) {
            Errno errno = Libc.lastErrno();
            if (errno != Errno.EINTR) {
                throw new PosixException(errno, "poll(" + places + " descriptors)");
            }
        }
        return ready;
    }

    /** Whether the last wait found the descriptor at this place readable. */
    public boolean isReadable(int place) {
        return table.getShort(place * ENTRY_BYTES + REVENTS) != 0;
    }
}
