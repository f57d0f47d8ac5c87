package dev.ioreq.playground.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(60);

    @Test
    void looksUntilNothingIsWrongAnyMore() throws InterruptedException {
        var looks = new AtomicInteger();

        Eventually.within(
                LONG, "third look", () -> looks.incrementAndGet() < 3 ? Optional.of("early") : Optional.empty());

        assertThat(looks).hasValue(3);
    }

    @Test
    void saysTheLastProblemWhenTheTimeIsOverAlsoWhenItWasAnException() {
        assertThatThrownBy(() -> Eventually.within(SHORT, "the guest goes on", () -> Optional.of("it waits")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the guest goes on")
                .hasMessageContaining("it waits");
        assertThatThrownBy(() -> Eventually.within(SHORT, "the guest goes on", () -> {
                    throw new IllegalStateException("no such guest");
                }))
                .hasMessageContaining("no such guest");
    }

    @Test
    void whatMustHoldThroughoutFailsAtItsFirstLapse() {
        var looks = new AtomicInteger();

        assertThatThrownBy(() -> Eventually.throughout(
                        LONG, "served", () -> looks.incrementAndGet() > 2 ? Optional.of("all ones") : Optional.empty()))
                .hasMessageContaining("all ones");
        assertThat(looks).hasValue(3);
    }

    @Test
    void whatIsToBeStillIsWaitedForUntilItHasChangedNoMore() throws InterruptedException {
        var looks = new AtomicInteger();

        Eventually.still(SHORT, LONG, "writes", () -> Math.min(looks.incrementAndGet(), 3));

        assertThat(looks).hasValueGreaterThan(3);
        assertThatThrownBy(() -> Eventually.still(SHORT.plusSeconds(1), SHORT, "writes", looks::incrementAndGet))
                .hasMessageContaining("writes: still changing");
    }
}
