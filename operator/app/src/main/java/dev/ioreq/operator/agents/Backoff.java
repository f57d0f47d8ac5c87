package dev.ioreq.operator.agents;

import java.time.Duration;

/**
 * How long to wait before trying again: doubling from {@code first} to {@code longest}, and up to a fifth less by chance, so that a
 * fleet whose operator was restarted does not try in step.
 *
 * @param first after the first failure
 * @param longest never longer
 */
public record Backoff(Duration first, Duration longest) {

    /**
     * The wait.
     *
     * @param failures how many attempts have failed in a row, from 1
     * @param chance 0 (inclusive) to 1 (exclusive)
     */
    public Duration delay(int failures, double chance) {
        int doublings = Math.min(Math.max(failures - 1, 0), 30);
        long millis = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(Math.round(millis * (1 - chance / 5)));
    }
}
