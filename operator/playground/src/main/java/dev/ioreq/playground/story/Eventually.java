package dev.ioreq.playground.story;

import dev.ioreq.playground.launch.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Waits for what a cluster brings about by itself. */
public final class Eventually {
    /** First looks follow each other closely, later ones less so. */
    private static final long SHORTEST_MILLIS = 20;

    private static final long LONGEST_MILLIS = 200;

    /** Looks once; empty when all is as it should be, else what is not. */
    @FunctionalInterface
    public interface Look {
        Optional<String> problem() throws Exception;
    }

    private Eventually() {}

    /**
     * Looks until nothing is wrong any more.
     *
     * @param most on an ordinary machine; on a slower stage as much longer as {@link Pace} says
     * @return how long that took
     * @throws AssertionError with the last problem, when the time is over
     */
    public static Duration within(Duration most, String what, Look look) throws InterruptedException {
        long begin = System.nanoTime();
        long wait = SHORTEST_MILLIS;
        while (true) {
            Optional<String> problem = problem(look);
            Duration passed = Duration.ofNanos(System.nanoTime() - begin);
            if (problem.isEmpty()) {
                return passed;
            }
            if (passed.compareTo(Pace.of(most)) > 0) {
                throw new AssertionError("%s: not within %.1f s: %s"
                        .formatted(what, Pace.of(most).toMillis() / 1000.0, problem.get()));
            }
            TimeUnit.MILLISECONDS.sleep(wait);
            wait = Math.min(LONGEST_MILLIS, wait * 5 / 4);
        }
    }

    /**
     * Waits until a number has not changed for some time.
     *
     * @param still for how long
     * @param most how long to wait for that
     */
    public static void still(Duration still, Duration most, String what, LongSupplier number)
            throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        long value = number.getAsLong();
        long since = System.nanoTime();
        while (System.nanoTime() - since < still.toNanos()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("%s: still changing after %.1f s: %d, and %.1f s ago something else"
                        .formatted(what, most.toMillis() / 1000.0, value, (System.nanoTime() - since) / 1e9));
            }
            TimeUnit.MILLISECONDS.sleep(LONGEST_MILLIS);
            long now = number.getAsLong();
            if (now != value) {
                value = now;
                since = System.nanoTime();
            }
        }
    }

    /** Looks all the time long, and fails at once when something is wrong. */
    public static void throughout(Duration time, String what, Look look) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Optional<String> problem = problem(look);
            if (problem.isPresent()) {
                throw new AssertionError(what + ": " + problem.get());
            }
            TimeUnit.MILLISECONDS.sleep(SHORTEST_MILLIS);
        }
    }

    private static Optional<String> problem(Look look) throws InterruptedException {
        try {
            return look.problem();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Optional.of(e.toString());
        }
    }
}
