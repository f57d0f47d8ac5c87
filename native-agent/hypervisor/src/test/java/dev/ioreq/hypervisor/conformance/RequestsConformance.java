package dev.ioreq.hypervisor.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.abi.IoreqType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an emulator gets of a guest's accesses, and the guest of its answers. */
interface RequestsConformance extends OnStage {

    PortRange PORTS = new PortRange(0x500, 0x50f);
    MemoryRange MEMORY = new MemoryRange(0xfe000000L, 0xfe000fffL);

    @Test
    default void readsAndWritesOfPortsAndMemoryArriveAndAreAnswered() {
        ConformanceStage.StageGuest guest = guest(
                new GuestScript.Await(0x500),
                new GuestScript.In(0x500, 1),
                new GuestScript.In(0x502, 2),
                new GuestScript.In(0x504, 4),
                new GuestScript.Out(0x501, 2, 0xbeef),
                new GuestScript.Read(0xfe000008L, 8),
                new GuestScript.Write(0xfe000010L, 4, 0xcafebabeL));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, MEMORY, PORTS)
                .serving(request -> 0x1122334455667788L)) {
            await().until(guest::isFinished);
            assertThat(guest.reads()).containsExactly(0x88L, 0x7788L, 0x55667788L, 0x1122334455667788L);
            assertThat(emulator.seen)
                    .endsWith(
                            IoreqRequest.read(IoreqType.PIO, 0x500, 1),
                            IoreqRequest.read(IoreqType.PIO, 0x502, 2),
                            IoreqRequest.read(IoreqType.PIO, 0x504, 4),
                            IoreqRequest.write(IoreqType.PIO, 0x501, 2, 0xbeef),
                            IoreqRequest.read(IoreqType.COPY, 0xfe000008L, 8),
                            IoreqRequest.write(IoreqType.COPY, 0xfe000010L, 4, 0xcafebabeL));
        }
    }

    @Test
    default void whatNobodyAnswersForReadsAllOnes() {
        ConformanceStage.StageGuest guest = guest(
                new GuestScript.In(0x900, 4), new GuestScript.Out(0x900, 1, 1), new GuestScript.Read(0xfd000000L, 4));
        await().until(guest::isFinished);
        assertThat(guest.reads()).containsExactly(0xffffffffL, 0xffffffffL);
    }

    @Test
    default void aServerAnswersOnlyForAccessesThatItHoldsWhole() {
        ConformanceStage.StageGuest guest = guest(
                new GuestScript.Await(0x500),
                new GuestScript.In(0x50f, 1),
                new GuestScript.In(0x50e, 4),
                new GuestScript.In(0x4ff, 2));
        try (Emulator emulator =
                Emulator.create(xen(), guest.domain(), BufferedIo.OFF, PORTS).serving(request -> 5)) {
            await().until(guest::isFinished);
            assertThat(guest.reads()).containsExactly(5L, 0xffffffffL, 0xffffL);
            assertThat(emulator.seen).allMatch(request -> request.size() == 1);
        }
    }

    @Test
    default void theHighestNumberThatIsEnabledAnswers() {
        PortRange first = new PortRange(0x5f0, 0x5f0);
        PortRange second = new PortRange(0x5ff, 0x5ff);
        ConformanceStage.StageGuest guest = guest(
                new GuestScript.Await(0x5f0),
                new GuestScript.In(0x501, 1),
                new GuestScript.Await(0x5ff),
                new GuestScript.In(0x501, 1));
        try (Emulator low = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, PORTS)
                        .serving(request -> 1);
                Emulator high = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, new PortRange(0x501, 0x501))
                        .serving(request -> 2)) {
            assertThat(low.server.value()).isLessThan(high.server.value());
            xen().mapIoRange(guest.domain(), low.server, first);
            await().untilAsserted(() -> assertThat(guest.reads()).containsExactly(2L));
            xen().setIoreqServerState(guest.domain(), high.server, false);
            xen().mapIoRange(guest.domain(), low.server, second);
            await().until(guest::isFinished);
            assertThat(guest.reads()).containsExactly(2L, 1L);
        }
    }

    @Test
    default void theSlotsOfTwoVcpusAreServedIndependently() {
        ConformanceStage.StageGuest guest = stage().start(
                        DomainType.PVH,
                        2,
                        GuestScript.of(new GuestScript.Await(0x500), new GuestScript.In(0x501, 1))
                                .onVcpu(1)
                                .and(new GuestScript.Await(0x502)));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, PORTS)) {
            await().until(() -> emulator.state(0) == IoreqState.READY && emulator.state(1) == IoreqState.READY);
            assertThat(emulator.answer(0)).isTrue();
            emulator.channels.notify(emulator.localPorts.get(0));
            await().until(() -> emulator.state(0) == IoreqState.READY);
            assertThat(emulator.state(1)).isEqualTo(IoreqState.READY);
            emulator.serving(request -> 3);
            emulator.scan();
            await().until(guest::isFinished);
        }
    }

    @Test
    default void anAnswerWithoutANotificationWaits() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, PORTS)) {
            await().until(() -> emulator.state(0) == IoreqState.READY);
            emulator.answer(0);
            xen().ioreqServerInfo(guest.domain(), emulator.server);
            assertThat(emulator.state(0)).isEqualTo(IoreqState.RESPONSE_READY);
            assertThat(guest.isFinished()).isFalse();
            emulator.channels.notify(emulator.localPorts.get(0));
            await().until(guest::isFinished);
            assertThat(emulator.state(0)).isEqualTo(IoreqState.NONE);
        }
    }

    @Test
    default void aSuccessorFinishesWhatItsPredecessorHadInProcess() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500), new GuestScript.In(0x501, 1));
        Emulator dying = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, PORTS);
        await().until(() -> dying.state(0) == IoreqState.READY);
        dying.slot(0, slot -> slot.tryAdvance(IoreqState.READY, IoreqState.INPROCESS));
        dying.die();
        try (Emulator successor = Emulator.takeOver(xen(), guest.domain(), dying.server, false)) {
            assertThat(successor.state(0)).isEqualTo(IoreqState.INPROCESS);
            successor.serving(request -> 0x66);
            await().until(guest::isFinished);
            assertThat(guest.reads()).containsExactly(0x66L);
        }
    }

    @Test
    default void disablingOrWithdrawingTheRangeLeavesARequestThatCanBeAnsweredLate() {
        for (boolean disable : new boolean[] {true, false}) {
            ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500));
            try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, PORTS)) {
                await().until(() -> emulator.state(0) == IoreqState.READY);
                if (disable) {
                    xen().setIoreqServerState(guest.domain(), emulator.server, false);
                } else {
                    xen().unmapIoRange(guest.domain(), emulator.server, PORTS);
                }
                assertThat(emulator.state(0)).isEqualTo(IoreqState.READY);
                emulator.scan();
                await().until(guest::isFinished);
                assertThat(emulator.state(0)).isEqualTo(IoreqState.NONE);
            }
        }
    }

    @Test
    default void destroyingAServerFreezesTheVcpuThatWaitsInItUntilAnotherServersNotification() {
        ConformanceStage.StageGuest guest = guest(
                new GuestScript.Await(0x500),
                new GuestScript.In(0x501, 4),
                new GuestScript.Await(0x502),
                new GuestScript.In(0x503, 4));
        try (Emulator first = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, PORTS)) {
            await().until(() -> first.state(0) == IoreqState.READY);
            first.scan();
            await().until(() -> first.state(0) == IoreqState.READY);
            xen().destroyIoreqServer(guest.domain(), first.server);
            first.channels.notify(first.localPorts.get(0));
            assertThat(first.state(0)).isEqualTo(IoreqState.READY);
            try (Emulator second = Emulator.create(xen(), guest.domain(), BufferedIo.OFF)) {
                assertThat(second.state(0)).isEqualTo(IoreqState.NONE);
                assertThat(guest.reads()).isEmpty();
                second.channels.notify(second.localPorts.get(0));
                await().untilAsserted(() -> assertThat(guest.reads()).containsExactly(0L));
                second.serving(request -> 0x77);
                xen().mapIoRange(guest.domain(), second.server, PORTS);
                await().until(guest::isFinished);
                assertThat(guest.reads()).containsExactly(0L, 0x77L);
            }
        }
    }

    @Test
    default void invalidateReachesEveryEnabledServerAndWaitsForAll() {
        ConformanceStage.StageGuest guest =
                guest(new GuestScript.Await(0x500), new GuestScript.Invalidate(), new GuestScript.In(0x501, 1));
        try (Emulator one = Emulator.create(xen(), guest.domain(), BufferedIo.OFF);
                Emulator two = Emulator.create(xen(), guest.domain(), BufferedIo.OFF);
                Emulator disabled = Emulator.create(xen(), guest.domain(), BufferedIo.OFF);
                Emulator device = Emulator.create(xen(), guest.domain(), BufferedIo.OFF)) {
            xen().setIoreqServerState(guest.domain(), disabled.server, false);
            device.serving(request -> 1);
            xen().mapIoRange(guest.domain(), device.server, PORTS);
            await().until(() -> one.state(0) == IoreqState.READY && two.state(0) == IoreqState.READY);
            one.scan();
            assertThat(two.state(0)).isEqualTo(IoreqState.READY);
            assertThat(guest.isFinished()).isFalse();
            two.scan();
            await().until(guest::isFinished);
            assertThat(one.seen).containsExactly(IoreqRequest.invalidate());
            assertThat(two.seen).containsExactly(IoreqRequest.invalidate());
            assertThat(disabled.state(0)).isEqualTo(IoreqState.NONE);
        }
    }

    @Test
    default void configurationSpaceIsReachedByItsTwoPorts() {
        PciFunction function = PciFunction.parse("0000:00:05.0");
        ConformanceStage.StageGuest guest = guest(
                new GuestScript.Await(0x500),
                new GuestScript.PciRead(function, 0x10, 4),
                new GuestScript.PciRead(function, 0x0e, 1),
                new GuestScript.PciRead(PciFunction.parse("0000:00:06.0"), 0, 4));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, function, PORTS)
                .serving(request -> 0x12345678)) {
            await().until(guest::isFinished);
            assertThat(guest.reads()).containsExactly(0x12345678L, 0x78L, 0xffffffffL);
            assertThat(emulator.seen)
                    .endsWith(
                            IoreqRequest.read(IoreqType.PCI_CONFIG, 0x28_0000_0010L, 4),
                            IoreqRequest.read(IoreqType.PCI_CONFIG, 0x28_0000_000eL, 1));
        }
    }

    /** Bytes for Bochs' debug port are printed on Xen's console, whoever has the port; 4.20 also answers bytes read there, with 0xe9. */
    @Test
    default void bytesForTheDebugPortStayWithXenAndEverythingElseThereGoesToItsServer() {
        int debugPort = 0xe9;
        for (DomainType type : List.of(DomainType.PVH, DomainType.HVM)) {
            ConformanceStage.StageGuest guest = stage().start(
                            type,
                            1,
                            GuestScript.of(
                                    new GuestScript.Await(0x500),
                                    new GuestScript.Out(debugPort, 1, '\n'),
                                    new GuestScript.In(debugPort, 1),
                                    new GuestScript.Out(debugPort, 2, 0x4142),
                                    new GuestScript.In(debugPort, 2)));
            PortRange range = new PortRange(debugPort, debugPort + 1);
            try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, range, PORTS)
                    .serving(request -> 0x4344)) {
                await().until(guest::isFinished);
                boolean xenAnswers = !stage().version().equals("4.17");
                answers()
                        .add(
                                "a byte read from the debug port, " + type,
                                "0x" + Long.toHexString(guest.reads().get(0)));
                assertThat(guest.reads()).containsExactly(xenAnswers ? debugPort : 0x44L, 0x4344L);
                assertThat(emulator.seen.stream().filter(request -> request.addr() == debugPort && request.size() == 1))
                        .hasSize(xenAnswers ? 0 : 1)
                        .allMatch(IoreqRequest::read);
                assertThat(emulator.seen.stream().filter(request -> request.addr() == debugPort && request.size() == 2))
                        .containsExactly(
                                IoreqRequest.write(IoreqType.PIO, debugPort, 2, 0x4142),
                                IoreqRequest.read(IoreqType.PIO, debugPort, 2));
            }
        }
    }

    @Test
    default void repeatedAccessesArriveAsOneWithAnAddress() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500), new GuestScript.Outs(0x500, 2, 3));
        try (Emulator emulator =
                Emulator.create(xen(), guest.domain(), BufferedIo.OFF, PORTS).serving(request -> 1)) {
            await().until(guest::isFinished);
            IoreqRequest last = emulator.seen.get(emulator.seen.size() - 1);
            assertThat(last.dataIsPointer()).isTrue();
            assertThat(last.count()).isEqualTo(3);
            assertThat(last.size()).isEqualTo(2);
            assertThat(last.read()).isFalse();
        }
    }

    @Test
    default void aRequestInAnImpossibleStateCrashesTheGuestAndNobodyElse() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500));
        ConformanceStage.StageGuest bystander = guest(new GuestScript.Await(0x500));
        try (Emulator hostile = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, PORTS)) {
            await().until(() -> hostile.state(0) == IoreqState.READY);
            hostile.slot(0, slot -> {
                slot.setStateRelease(IoreqState.INVALID);
                return null;
            });
            hostile.channels.notify(hostile.localPorts.get(0));
            await().until(guest::isStopped);
        }
        try (Emulator emulator = Emulator.create(xen(), bystander.domain(), BufferedIo.OFF, PORTS)
                .serving(request -> 1)) {
            await().until(bystander::isFinished);
            assertThat(emulator.seen).isNotEmpty();
        }
    }

    @Test
    default void aGuestFinishesItsRequestsBeforeASoftResetAndKeepsItsServers() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500), new GuestScript.In(0x501, 1));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, PORTS)) {
            await().until(() -> emulator.state(0) == IoreqState.READY);
            guest.softReset();
            emulator.serving(request -> 8);
            emulator.scan();
            await().until(guest::isFinished);
            await().until(() -> emulator.seen.size() >= 3);
            assertThat(xen().probeIoreqServers(guest.domain())).hasSize(1);
        }
    }
}
