package dev.ioreq.agent.responder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.agent.journal.EventPorts;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.abi.BufferedRequest;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.abi.IoreqType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeatTest {

    private static final IoreqRequest READ = IoreqRequest.read(IoreqType.PIO, 0x3f8, 1);

    private final PlainFrames frames = new PlainFrames();
    private final FakeChannels channels =
            new FakeChannels().bound(21, 11).bound(22, 12).bound(23, 13);
    private final Seat seat = new Seat(
            "test",
            new DomainId(7),
            frames,
            channels,
            new EventPorts(
                    List.of(new EventPorts.Binding(11, 21), new EventPorts.Binding(12, 22)),
                    Optional.of(new EventPorts.Binding(13, 23))),
            () -> {});

    @Test
    void takingOverForgetsEventsThenUnmasksAllThenAnswersThenNotifiesAll() {
        channels.events.add(21);
        frames.slots().slot(1).postRelease(READ);
        assertThat(seat.takeOver(AnswerMode.FENCE)).isEqualTo(new Answered(1, 0));
        assertThat(channels.events).isEmpty();
        assertThat(channels.calls)
                .containsExactly("reset", "unmask 21", "unmask 22", "unmask 23", "notify 21", "notify 22", "notify 23");
    }

    @Test
    void aRequestThatADeadEmulatorHadTakenIsCompleted() {
        frames.slots().slot(0).postRelease(READ);
        frames.slots().slot(0).setStateRelease(IoreqState.INPROCESS);
        seat.takeOver(AnswerMode.FENCE);
        assertThat(frames.slots().slot(0).stateAcquire()).isEqualTo(IoreqState.RESPONSE_READY);
        assertThat(frames.slots().slot(0).data()).isEqualTo(0xff);
    }

    @Test
    void readsGiveAsManyOnesAsTheyHaveBitsAndWritesAreDropped() {
        int[] sizes = {1, 2, 4, 8};
        long[] expected = {0xffL, 0xffffL, 0xffff_ffffL, -1L};
        for (int i = 0; i < sizes.length; i++) {
            frames.slots().slot(0).postRelease(IoreqRequest.read(IoreqType.COPY, 0x1000, sizes[i]));
            seat.takeOver(AnswerMode.FENCE);
            assertThat(frames.slots().slot(0).data()).isEqualTo(expected[i]);
        }
        frames.slots().slot(0).postRelease(IoreqRequest.write(IoreqType.PIO, 0x3f8, 1, 0x41));
        seat.takeOver(AnswerMode.FENCE);
        assertThat(frames.slots().slot(0).data()).isEqualTo(0x41);
        assertThat(frames.slots().slot(0).stateAcquire()).isEqualTo(IoreqState.RESPONSE_READY);
    }

    @Test
    void anAddressInDataIsNotOverwritten() {
        frames.slots().slot(0).postRelease(new IoreqRequest(IoreqType.PIO, 0x3f8, 0x8000, 16, 1, true, true, false));
        seat.takeOver(AnswerMode.FENCE);
        assertThat(frames.slots().slot(0).data()).isEqualTo(0x8000);
        assertThat(frames.slots().slot(0).stateAcquire()).isEqualTo(IoreqState.RESPONSE_READY);
    }

    @Test
    void whileAnEmulatorIsExpectedBackOnlyInvalidateIsAnswered() {
        frames.slots().slot(0).postRelease(READ);
        frames.slots().slot(1).postRelease(IoreqRequest.invalidate());
        frames.ring().offer(new BufferedRequest(IoreqType.COPY, false, 0xa0000, 1, 1), false);
        assertThat(seat.takeOver(AnswerMode.PATIENT)).isEqualTo(new Answered(1, 0));
        assertThat(frames.slots().slot(0).stateAcquire()).isEqualTo(IoreqState.READY);
        assertThat(frames.slots().slot(1).stateAcquire()).isEqualTo(IoreqState.RESPONSE_READY);
        assertThat(frames.ring().isEmpty()).isFalse();
    }

    @Test
    void theFenceEmptiesTheRingAndCounts() {
        frames.ring().offer(new BufferedRequest(IoreqType.COPY, false, 0xa0000, 1, 1), false);
        frames.ring().offer(new BufferedRequest(IoreqType.COPY, false, 0xa0008, 8, 2), false);
        assertThat(seat.takeOver(AnswerMode.FENCE)).isEqualTo(new Answered(0, 2));
        assertThat(frames.ring().isEmpty()).isTrue();
    }

    @Test
    void aPortThatTheEmulatorUnboundIsBoundAgainAndEverythingIsRepeated() {
        channels.unbind(22);
        frames.slots().slot(1).postRelease(READ);
        seat.takeOver(AnswerMode.FENCE);
        assertThat(channels.calls).contains("bind 12").endsWith("notify 21", "notify 100", "notify 23");
        assertThat(seat.ports().localPorts()).containsExactly(21, 100);
    }

    @Test
    void portsCanSpeakAgainBeforeTheSlotsAreLookedAt() {
        seat.takeOver(AnswerMode.FENCE);
        channels.calls.clear();
        channels.events.add(22);
        frames.slots().slot(1).postRelease(READ);
        assertThat(seat.serve()).isEqualTo(new Answered(1, 0));
        assertThat(channels.calls).containsExactly("reset", "unmask 21", "unmask 22", "unmask 23", "notify 22");
    }

    @Test
    void aPortThatIsUnboundWhileTheResponderAnswersIsBoundAgain() {
        seat.takeOver(AnswerMode.FENCE);
        channels.unbind(22);
        frames.slots().slot(1).postRelease(READ);
        assertThat(seat.serve()).isEqualTo(new Answered(1, 0));
        assertThat(channels.calls).contains("bind 12").endsWith("notify 21", "notify 100", "notify 23");
    }

    @Test
    void aRequestWhoseEventWasStolenIsFoundByThePatrol() {
        seat.takeOver(AnswerMode.FENCE);
        frames.slots().slot(0).postRelease(READ);
        channels.calls.clear();
        assertThat(seat.patrol()).isEqualTo(new Answered(1, 0));
        assertThat(channels.calls).containsExactly("notify 21", "unmask 21", "unmask 22", "unmask 23", "notify 21");
    }

    @Test
    void aSilentSeatTouchesNothing() {
        seat.takeOver(AnswerMode.FENCE);
        seat.silence();
        channels.calls.clear();
        channels.events.add(21);
        frames.slots().slot(0).postRelease(READ);
        assertThat(seat.serve()).isEqualTo(Answered.NONE);
        assertThat(seat.patrol()).isEqualTo(Answered.NONE);
        assertThat(channels.calls).isEmpty();
        assertThat(channels.events).hasSize(1);
        assertThat(frames.slots().slot(0).stateAcquire()).isEqualTo(IoreqState.READY);
    }

    @Test
    void nonsenseThatAHostileEmulatorLeftDoesNotHinder() {
        frames.slots().slot(0).postRelease(new IoreqRequest(IoreqType.UNKNOWN, -1, -1, -1, 12345, true, false, true));
        frames.slots().slot(1).setStateRelease(IoreqState.INVALID);
        assertThat(seat.takeOver(AnswerMode.FENCE)).isEqualTo(new Answered(1, 0));
        assertThat(frames.slots().slot(1).stateAcquire()).isEqualTo(IoreqState.INVALID);
    }

    @Test
    void aServerIsQuietOnceEverySlotIsNone() {
        assertThat(seat.isQuiet()).isTrue();
        frames.slots().slot(1).postRelease(READ);
        assertThat(seat.isQuiet()).isFalse();
    }
}
