package dev.ioreq.protocol.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ProgressPageTest {

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(ProgressPage.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    private final ProgressPage page = new ProgressPage(memory);

    @Test
    void eachSlotHasACounterOfItsOwnAndTheRingHasOneBehindThem() {
        page.advanceRelease(0);
        page.advanceRelease(127);
        page.advanceRelease(127);
        page.advanceRingRelease();

        assertThat(memory.getLong(0)).isEqualTo(1);
        assertThat(memory.getLong(8)).isZero();
        assertThat(memory.getLong(1016)).isEqualTo(2);
        assertThat(memory.getLong(1024)).isEqualTo(1);
        assertThat(page.counterAcquire(127)).isEqualTo(2);
        assertThat(page.ringCounterAcquire()).isEqualTo(1);
    }

    @Test
    void aCounterThatSomebodyElseWroteIsReadAsItIs() {
        memory.putLong(24, -1);

        assertThat(page.counterAcquire(3)).isEqualTo(-1);
        page.advanceRelease(3);
        assertThat(page.counterAcquire(3)).isZero();
    }

    @Test
    void slotsBeyondThePageDoNotExist() {
        assertThatThrownBy(() -> page.advanceRelease(128)).hasMessage("vcpu 128, expected 0..127");
        assertThatThrownBy(() -> page.counterAcquire(-1)).hasMessage("vcpu -1, expected 0..127");
        assertThatThrownBy(() -> new ProgressPage(ByteBuffer.allocate(4096))).hasMessageContaining("direct");
    }
}
