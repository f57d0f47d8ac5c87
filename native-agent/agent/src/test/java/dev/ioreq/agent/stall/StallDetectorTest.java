package dev.ioreq.agent.stall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.abi.IoreqType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallDetectorTest {

    private static final IoreqRequest WRITE = IoreqRequest.write(IoreqType.PIO, 0x3f8, 1, 'x');

    private final StallDetector detector = new StallDetector(Duration.ofSeconds(10));

    @Test
    void aRequestThatStandsStillForTenSecondsIsAStall() {
        assertThat(look(0, IoreqState.INPROCESS, 5).stalled()).isFalse();
        assertThat(look(9, IoreqState.INPROCESS, 5).oldest()).isEqualTo(Duration.ofSeconds(9));
        assertThat(look(10, IoreqState.INPROCESS, 5).stalled()).isTrue();
    }

    @Test
    void aCounterThatMovesMakesItABusyEmulator() {
        look(0, IoreqState.READY, 5);
        look(9, IoreqState.READY, 6);
        assertThat(look(18, IoreqState.READY, 6)).isEqualTo(new StallDetector.Verdict(Duration.ofSeconds(9), false));
    }

    @Test
    void anIdleSlotIsNoStallHoweverLong() {
        look(0, IoreqState.NONE, 5);
        assertThat(look(1000, IoreqState.NONE, 5)).isEqualTo(new StallDetector.Verdict(Duration.ZERO, false));
    }

    @Test
    void aStallEndsWhenTheSlotMoves() {
        look(0, IoreqState.READY, 5);
        assertThat(look(20, IoreqState.READY, 5).stalled()).isTrue();
        assertThat(look(21, IoreqState.INPROCESS, 5).stalled()).isFalse();
    }

    @Test
    void oneStuckSlotAmongBusyOnesIsFound() {
        detector.look(List.of(slot(IoreqState.READY, 1), slot(IoreqState.READY, 1)), 0);
        assertThat(detector.look(List.of(slot(IoreqState.READY, 900), slot(IoreqState.READY, 1)), seconds(11))
                        .stalled())
                .isTrue();
    }

    private StallDetector.Verdict look(long atSeconds, IoreqState state, long progress) {
        return detector.look(List.of(slot(state, progress)), seconds(atSeconds));
    }

    private static SlotSample slot(IoreqState state, long progress) {
        return new SlotSample(state, WRITE, progress);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
