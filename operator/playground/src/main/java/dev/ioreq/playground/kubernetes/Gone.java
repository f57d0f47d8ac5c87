package dev.ioreq.playground.kubernetes;

import dev.ioreq.playground.launch.Pace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits until things that were deleted are gone. */
final class Gone {
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private Gone() {}

    /**
     * @param what is to go, for the message
     * @param left those that are still there
     * @param most on an ordinary machine; on a slower stage as much longer as {@link Pace} says
     * @param remedy who knows why they stay
     * @throws IllegalStateException when some are still there then
     */
    static void await(String what, Supplier<List<String>> left, Duration most, String remedy)
            throws InterruptedException {
        long deadline = System.nanoTime() + Pace.of(most).toNanos();
        for (List<String> now = left.get(); !now.isEmpty(); now = left.get()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + " " + now + " are still there "
                        + Pace.of(most).toSeconds() + " s after their deletion: " + remedy);
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }
}
