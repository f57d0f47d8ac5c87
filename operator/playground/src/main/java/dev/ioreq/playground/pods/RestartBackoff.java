package dev.ioreq.playground.pods;

import java.time.Duration;

/**
 * How long a container that ended waits before it is started again. The first restart is immediate; further ones wait 1 s, 2 s,
 * 4 s ... up to 30 s (a kubelet's 10 s .. 300 s, shortened for a stage on which people watch). A container that ran for
 * {@link #STABLE} starts afresh.
 *
 * @param crashes how often in a row the container ended before it was stable; 0 or more
 */
record RestartBackoff(int crashes) {
    static final RestartBackoff NONE = new RestartBackoff(0);
    static final Duration STABLE = Duration.ofSeconds(30);
    private static final int LONGEST_SECONDS = 30;

    /** After another end of the container, which had run for this long. */
    RestartBackoff afterRunning(Duration ran) {
        return new RestartBackoff(ran.compareTo(STABLE) >= 0 ? 1 : crashes + 1);
    }

    Duration delay() {
        if (crashes <= 1) {
            return Duration.ZERO;
        }
        int doublings = Math.min(crashes - 2, 5);
        return Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1 << doublings));
    }
}
