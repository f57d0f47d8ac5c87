package dev.ioreq.playground.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeardownTest {
    private final List<String> ended = new ArrayList<>();
    private final Teardown teardown = new Teardown();

    @Test
    void whatWasStartedLastEndsFirstAndOnlyOnce() {
        teardown.add("api server", () -> ended.add("api server"));
        teardown.add("operator", () -> ended.add("operator"));

        teardown.close();
        teardown.close();

        assertThat(ended).containsExactly("operator", "api server");
    }

    @Test
    void aStepThatFailsIsToldAndKeepsNoOtherFromBeingDone() {
        teardown.add("api server", () -> ended.add("api server"));
        teardown.add("agent xen-a", () -> {
            throw new IllegalStateException("still there");
        });

        assertThatThrownBy(teardown::close)
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("agent xen-a: still there"));
        assertThat(ended).containsExactly("api server");
    }

    @Test
    void whatIsStartedAfterTheEndHasBegunIsEndedAtOnce() {
        teardown.close();

        assertThatThrownBy(() -> teardown.add("operator", () -> ended.add("operator")))
                .hasMessageContaining("operator");
        assertThat(ended).containsExactly("operator");
    }
}
