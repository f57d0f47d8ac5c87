package dev.ioreq.playground.story;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits for what a cluster brings about by itself. */
public final class Eventually {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /** Looks once; empty when all is as it should be, else what is not. */
    @FunctionalInterface
    public interface Look {
        Optional<String> problem() throws Exception;
    }

    private Eventually() {}

    /**
     * Looks until nothing is wrong any more.
     *
     * @return how long that took
     * @throws AssertionError with the last problem, when the time is over
     */
    public static Duration within(Duration most, String what, Look look) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            Optional<String> problem = problem(look);
            Duration passed = Duration.ofNanos(System.nanoTime() - begin);
            if (problem.isEmpty()) {
                return passed;
            }
            if (passed.compareTo(most) > 0) {
                throw new AssertionError(
                        "%s: not within %.1f s: %s".formatted(what, most.toMillis() / 1000.0, problem.get()));
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
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
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
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
