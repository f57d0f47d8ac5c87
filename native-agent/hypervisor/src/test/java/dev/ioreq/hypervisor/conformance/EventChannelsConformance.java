package dev.ioreq.hypervisor.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.posix.Descriptor;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Handles of event channels. */
interface EventChannelsConformance extends OnStage {

    Duration SHORT = Duration.ofMillis(50);
    Duration LONG = Duration.ofSeconds(10);

    @Test
    default void bindingRaisesOneSpuriousEventAndMasksUntilUnmasked() {
        try (Emulator emulator = Emulator.create(xen(), idleGuest(), BufferedIo.OFF)) {
            int port = emulator.localPorts.get(0);
            assertThat(emulator.channels.pending(LONG)).hasValue(port);
            assertThat(emulator.channels.pending(SHORT)).isEmpty();
            emulator.channels.unmask(port);
            assertThat(emulator.channels.pending(SHORT)).isEmpty();
        }
    }

    @Test
    default void aPortSpeaksAgainOnlyAfterItIsUnmaskedAndThenOfWhatCameMeanwhile() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500), new GuestScript.ReadForEver(0x500));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, new PortRange(0x500, 0x500))) {
            int port = emulator.localPorts.get(0);
            assertThat(emulator.channels.pending(LONG)).hasValue(port);
            for (int i = 0; i < 3; i++) {
                await().until(() -> emulator.state(0) == IoreqState.READY);
                emulator.answer(0);
                emulator.channels.notify(port);
            }
            assertThat(emulator.channels.pending(SHORT)).isEmpty();
            emulator.channels.unmask(port);
            assertThat(emulator.channels.pending(LONG)).hasValue(port);
        }
    }

    @Test
    default void aPortIsBoundOnceAndByNobodyElse() {
        DomainId domain = idleGuest();
        try (Emulator emulator = Emulator.create(xen(), domain, BufferedIo.ATOMIC);
                EventChannels other = xen().openEventChannels(domain)) {
            int remote = emulator.vpEport(0);
            refused(Errno.EINVAL, () -> emulator.channels.bindInterdomain(remote));
            refused(Errno.EINVAL, () -> other.bindInterdomain(remote));
            for (int unknown : new int[] {0, 99, 100000}) {
                refused(Errno.EINVAL, () -> other.bindInterdomain(unknown));
            }
        }
    }

    @Test
    default void aHandleOnNobodyBindsNothing() {
        try (EventChannels channels = xen().openEventChannels(NOBODY)) {
            refused(Errno.ESRCH, () -> channels.bindInterdomain(3));
        }
    }

    @Test
    default void aPortOfAServerOfAnotherDomainIsNotForUs() {
        ConformanceStage.StageGuest guest = stage().start(DomainType.PVH, 1, GuestScript.idle());
        stage().createServerOfAnotherDomain(guest);
        try (EventChannels channels = xen().openEventChannels(guest.domain())) {
            for (int port = 1; port < 10; port++) {
                int remote = port;
                refused(Errno.EINVAL, () -> channels.bindInterdomain(remote));
            }
        }
    }

    @Test
    default void localPortsBelongToTheirHandle() {
        DomainId domain = idleGuest();
        try (Emulator emulator = Emulator.create(xen(), domain, BufferedIo.OFF);
                EventChannels other = xen().openEventChannels(domain)) {
            int port = emulator.localPorts.get(0);
            emulator.channels.notify(port);
            refused(Errno.ENOTCONN, () -> other.notify(port));
            refused(Errno.ENOTCONN, () -> other.unbind(port));
            refused(Errno.ENOTCONN, () -> emulator.channels.notify(1));
            refused(Errno.ENOTCONN, () -> emulator.channels.unbind(999));
            other.unmask(port);
        }
    }

    @Test
    default void anUnboundPortCanBeBoundAgain() {
        try (Emulator emulator = Emulator.create(xen(), idleGuest(), BufferedIo.OFF)) {
            int port = emulator.localPorts.get(0);
            emulator.channels.unbind(port);
            refused(Errno.ENOTCONN, () -> emulator.channels.notify(port));
            assertThat(emulator.channels.bindInterdomain(emulator.vpEport(0))).isEqualTo(port);
        }
    }

    @Test
    default void portsOfAClosedHandleCanBeBoundByAnother() {
        DomainId domain = idleGuest();
        try (Emulator emulator = Emulator.create(xen(), domain, BufferedIo.OFF);
                EventChannels other = xen().openEventChannels(domain)) {
            int remote = emulator.vpEport(0);
            emulator.channels.close();
            int port = other.bindInterdomain(remote);
            assertThat(other.pending(LONG)).hasValue(port);
        }
    }

    @Test
    default void portsStayBoundWhileAnybodyHoldsTheDescriptor() {
        DomainId domain = idleGuest();
        try (Emulator emulator = Emulator.create(xen(), domain, BufferedIo.OFF);
                EventChannels other = xen().openEventChannels(domain)) {
            int remote = emulator.vpEport(0);
            int port = emulator.localPorts.get(0);
            int copy = copyOf(emulator.channels.descriptor());
            emulator.channels.close();
            refused(Errno.EINVAL, () -> other.bindInterdomain(remote));
            try (EventChannels adopted = xen().adoptEventChannels(domain, copy)) {
                assertThat(adopted.pending(LONG)).hasValue(port);
                adopted.unmask(port);
                adopted.notify(port);
                adopted.unbind(port);
            }
            assertThat(other.bindInterdomain(remote)).isPositive();
        }
    }

    private static int copyOf(int descriptor) {
        // Adopting takes ownership, so the copy's owner is forgotten on purpose.
        Descriptor borrowed = Descriptor.adopt(descriptor);
        return borrowed.dup().value();
    }

    @Test
    default void eventsAreLostWhileNobodyIsBoundAndTheRequestIsNot() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.In(0x500, 1));
        try (Emulator first = Emulator.create(xen(), guest.domain(), BufferedIo.OFF)) {
            guest.destroy();
            assertThat(first.state(0)).isEqualTo(IoreqState.NONE);
        }
        ConformanceStage.StageGuest next = guest(new GuestScript.Await(0x500), new GuestScript.In(0x501, 1));
        Emulator dying = Emulator.create(xen(), next.domain(), BufferedIo.OFF, new PortRange(0x501, 0x501));
        dying.die();
        xen().mapIoRange(next.domain(), dying.server, new PortRange(0x500, 0x500));
        try (Emulator successor = Emulator.takeOver(xen(), next.domain(), dying.server, false)) {
            await().until(() -> successor.state(0) == IoreqState.READY);
            successor.serving(request -> 0x41);
            await().until(next::isFinished);
            assertThat(next.reads()).containsExactly(0x41L);
        }
    }

    @Test
    default void aPortWhoseServerIsGoneTakesNotificationsAndCannotBeBoundAgain() {
        try (Emulator emulator = Emulator.create(xen(), idleGuest(), BufferedIo.OFF)) {
            int remote = emulator.vpEport(0);
            xen().destroyIoreqServer(emulator.domain, emulator.server);
            emulator.channels.notify(emulator.localPorts.get(0));
            emulator.channels.unbind(emulator.localPorts.get(0));
            refused(Errno.EINVAL, () -> emulator.channels.bindInterdomain(remote));
        }
    }

    @Test
    default void aHolderThatAnswersAndNeverReadsOverflowsTheRingUntilAReset() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500), new GuestScript.ReadForEver(0x500));
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF, new PortRange(0x500, 0x500))) {
            int port = emulator.localPorts.get(0);
            for (int i = 0; i < 300; i++) {
                await().pollInterval(Duration.ofMillis(1)).until(() -> emulator.state(0) == IoreqState.READY);
                emulator.channels.unmask(port);
                emulator.answer(0);
                emulator.channels.notify(port);
            }
            assertThatThrownBy(() -> drain(emulator.channels))
                    .isInstanceOfSatisfying(
                            XenException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EFBIG));
            refused(Errno.EFBIG, () -> emulator.channels.pending(Duration.ZERO));
            emulator.channels.reset();
            emulator.channels.unmask(port);
            emulator.serving(request -> 1);
            emulator.scan();
            emulator.channels.notify(port);
            int before = emulator.seen.size();
            await().until(() -> emulator.seen.size() > before + 10);
        }
    }

    @Test
    default void aResetForgetsWhatWasPendingAndUnmaskedPortsSpeakOfWhatComesAfterIt() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500));
        PortRange range = new PortRange(0x500, 0x500);
        try (Emulator emulator = Emulator.create(xen(), guest.domain(), BufferedIo.OFF)) {
            int port = emulator.localPorts.get(0);
            emulator.channels.reset();
            assertThat(emulator.channels.pending(SHORT)).isEmpty();
            emulator.channels.unmask(port);
            assertThat(emulator.channels.pending(SHORT)).isEmpty();
            xen().mapIoRange(guest.domain(), emulator.server, range);
            await().until(() -> emulator.state(0) == IoreqState.READY);
            emulator.channels.reset();
            emulator.channels.unmask(port);
            emulator.scan();
            assertThat(emulator.state(0)).isNotEqualTo(IoreqState.READY);
            await().until(guest::isFinished);
        }
    }

    private static void drain(EventChannels channels) {
        OptionalInt port = channels.pending(LONG);
        while (port.isPresent()) {
            port = channels.pending(LONG);
        }
    }

    @Test
    default void aClosedHandleSaysSo() {
        EventChannels channels = xen().openEventChannels(idleGuest());
        channels.close();
        channels.close();
        assertThatThrownBy(() -> channels.pending(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> channels.notify(23)).isInstanceOf(IllegalStateException.class);
    }
}
