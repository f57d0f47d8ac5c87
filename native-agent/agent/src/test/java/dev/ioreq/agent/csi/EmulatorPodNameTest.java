package dev.ioreq.agent.csi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmulatorPodNameTest {

    @Test
    void aPodIsCalledAsItsServer() {
        assertThat(EmulatorPodName.of("com1")).isEqualTo("com1-emulator");
        assertThat(EmulatorPodName.of("s".repeat(244))).isEqualTo("s".repeat(244) + "-emulator");
    }

    @Test
    void ofALongNameTheBeginningAndAHashAreKept() {
        // printf 's%.0s' $(seq 245) | sha256sum
        assertThat(EmulatorPodName.of("s".repeat(245)))
                .isEqualTo("s".repeat(233) + "-626d380be2-emulator")
                .hasSize(253);
    }
}
