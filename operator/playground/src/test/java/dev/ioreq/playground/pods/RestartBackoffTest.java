package dev.ioreq.playground.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Test
    void theFirstRestartIsImmediateAndFurtherOnesWaitLongerUpToHalfAMinute() {
        var delays = Stream.iterate(RestartBackoff.NONE.afterRunning(SHORT), backoff -> backoff.afterRunning(SHORT))
                .limit(9)
                .map(backoff -> backoff.delay().toSeconds());

        assertThat(delays).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void aContainerThatRanLongEnoughIsRestartedAtOnceAgain() {
        var crashed =
                RestartBackoff.NONE.afterRunning(SHORT).afterRunning(SHORT).afterRunning(SHORT);

        assertThat(crashed.afterRunning(RestartBackoff.STABLE).delay()).isZero();
    }
}
