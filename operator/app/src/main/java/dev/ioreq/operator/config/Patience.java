package dev.ioreq.operator.config;

import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import java.time.Duration;

/** How long the operator tries, and how often it looks though nothing has happened. */
public final class Patience {

    /** Every resource is looked at after this at the latest, whatever events were missed. */
    public static final Duration LONGEST_UNSEEN = Duration.ofMinutes(5);

    private static final int FIRST_MILLIS = 500;
    private static final double FACTOR = 2;
    private static final int LONGEST_MILLIS = 60_000;

    private Patience() {}

    /** After an error of the API server: for ever, at most a minute apart. */
    public static Retry retry() {
        return new GenericRetry()
                .withoutMaxAttempts()
                .setInitialInterval(FIRST_MILLIS)
                .setIntervalMultiplier(FACTOR)
                .setMaxInterval(LONGEST_MILLIS);
    }
}
