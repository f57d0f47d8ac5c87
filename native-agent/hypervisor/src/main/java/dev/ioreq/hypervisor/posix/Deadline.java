package dev.ioreq.hypervisor.posix;

import java.time.Duration;

/** A moment on the monotonic clock, so that an interrupted wait does not start again from the beginning. */
final class Deadline {

    /** Longer than any wait: more would overflow nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final long at;

    private Deadline(long at) {
        this.at = at;
    }

    static Deadline in(Duration timeout) {
        Duration bounded = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        return new Deadline(System.nanoTime() + bounded.toNanos());
    }

    /** For poll(2): milliseconds left, rounded up; 0 when it has passed. */
    int millisLeft() {
        long left = at - System.nanoTime();
        return left <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (left + 999_999) / 1_000_000);
    }

    boolean passed() {
        return at - System.nanoTime() <= 0;
    }
}
