package dev.ioreq.playground.story;

import dev.ioreq.playground.launch.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

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
