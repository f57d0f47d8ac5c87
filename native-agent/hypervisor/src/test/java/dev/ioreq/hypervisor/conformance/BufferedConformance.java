package dev.ioreq.hypervisor.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.abi.BufferedRequest;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.abi.IoreqType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ring: what a guest does not wait for. */
interface BufferedConformance extends OnStage {

    MemoryRange VGA = new MemoryRange(0xa0000, 0xbffff);
    PortRange START = new PortRange(0x500, 0x500);

    private ConformanceStage.StageGuest hvm(GuestScript.Access... accesses) {
        return stage().start(DomainType.HVM, 1, GuestScript.of(accesses));
    }

    @Test
    default void anHvmGuestsWritesToTheVgaWindowAndItsClockAreBuffered() {
        ConformanceStage.StageGuest guest = hvm(
                new GuestScript.Await(0x500),
                new GuestScript.Write(0xa0000, 1, 0x41),
                new GuestScript.Write(0xa0010, 4, 0x42434445),
                new GuestScript.Write(0xa0018, 8, 0x1122334455667788L),
                new GuestScript.TimeOffset(-2));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.ATOMIC, VGA, START)
                .serving(request -> 1)) {
            await().until(guest::isFinished);
            await().until(() -> emulator.buffered.size() == 4);
            assertThat(emulator.buffered)
                    .containsExactly(
                            new BufferedRequest(IoreqType.COPY, false, 0xa0000, 1, 0x41),
                            new BufferedRequest(IoreqType.COPY, false, 0xa0010, 4, 0x42434445),
                            new BufferedRequest(IoreqType.COPY, false, 0xa0018, 8, 0x1122334455667788L),
                            new BufferedRequest(IoreqType.TIMEOFFSET, false, 0, 8, -2));
            assertThat(emulator.seen).noneMatch(request -> request.type() == IoreqType.COPY);
        }
    }

    @Test
    default void theGuestDoesNotWaitForTheRing() {
        ConformanceStage.StageGuest guest = hvm(new GuestScript.Await(0x500), new GuestScript.Write(0xa0000, 1, 1));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.LEGACY, VGA, START)) {
            await().until(() -> emulator.state(0) == IoreqState.READY);
            emulator.answer(0);
            emulator.channels.notify(emulator.localPorts.get(0));
            await().until(guest::isFinished);
            boolean empty = emulator.ring(ring -> ring.isEmpty());
            assertThat(empty).isFalse();
        }
    }

    @Test
    default void readsOfTheWindowAndServersWithoutARingAreSynchronous() {
        ConformanceStage.StageGuest guest = hvm(
                new GuestScript.Await(0x500), new GuestScript.Write(0xa0000, 1, 7), new GuestScript.Read(0xa0000, 1));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, VGA, START)
                .serving(request -> 6)) {
            await().until(guest::isFinished);
            assertThat(emulator.seen.stream().filter(request -> request.type() == IoreqType.COPY))
                    .hasSize(2);
            assertThat(guest.reads()).containsExactly(6L);
        }
    }

    @Test
    default void whereOthersHaveADisplayAPvhGuestHasMemory() {
        ConformanceStage.StageGuest guest = guest(
                new GuestScript.Await(0x500), new GuestScript.Write(0xa0000, 1, 7), new GuestScript.Read(0xa0000, 1));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.ATOMIC, VGA, START)
                .serving(request -> 6)) {
            await().until(guest::isFinished);
            assertThat(guest.reads()).containsExactly(7L);
            assertThat(emulator.seen).noneMatch(request -> request.type() == IoreqType.COPY);
            assertThat(emulator.buffered).isEmpty();
        }
    }

    @Test
    default void whenTheRingIsFullTheGuestWaits() {
        GuestScript.Access[] accesses = new GuestScript.Access[513];
        accesses[0] = new GuestScript.Await(0x500);
        IntStream.range(1, 513).forEach(i -> accesses[i] = new GuestScript.Write(0xa0000 + i, 1, i & 0xff));
        ConformanceStage.StageGuest guest = hvm(accesses);
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.ATOMIC, VGA, START)) {
            await().until(() -> emulator.state(0) == IoreqState.READY);
            emulator.answer(0);
            emulator.channels.notify(emulator.localPorts.get(0));
            await().until(() -> emulator.state(0) == IoreqState.READY);
            assertThat(guest.isFinished()).isFalse();
            emulator.scan();
            await().until(guest::isFinished);
            assertThat(emulator.buffered).hasSize(511);
            assertThat(emulator.seen.get(emulator.seen.size() - 1).addr()).isEqualTo(0xa0000 + 512);
        }
    }
}
