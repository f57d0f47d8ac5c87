package dev.ioreq.hypervisor.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.abi.IoreqState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Births, deaths and identities. */
interface DomainsConformance extends OnStage {

    private Domain find(DomainId id) {
        return xen().domains().stream()
                .filter(domain -> domain.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void livingDomainsAreListedInOrderWithoutDomainZero() {
        noIdleGuest();
        DomainId one = stage().start(DomainType.PVH, 2, GuestScript.idle()).domain();
        DomainId two = stage().start(DomainType.HVM, 1, GuestScript.idle()).domain();
        assertThat(xen().domains()).extracting(Domain::id).containsExactly(one, two);
        assertThat(find(one).type()).isEqualTo(DomainType.PVH);
        assertThat(find(one).vcpus()).isEqualTo(2);
        assertThat(find(two).type()).isEqualTo(DomainType.HVM);
        assertThat(find(one).identity().incarnation()).contains(xen().info().bootId());
    }

    @Test
    default void aRebootedGuestIsTheSameGuestInAnotherDomain() {
        ConformanceStage.StageGuest guest = guest();
        Domain before = find(guest.domain());
        xen().createIoreqServer(guest.domain(), BufferedIo.OFF);
        guest.reboot();
        Domain after = find(guest.domain());
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(after.identity().uuid()).isEqualTo(before.identity().uuid());
        assertThat(after.identity().name()).isEqualTo(before.identity().name());
        assertThat(after.identity().incarnation())
                .isNotEqualTo(before.identity().incarnation());
        assertThat(xen().probeIoreqServers(after.id())).isEmpty();
        refused(Errno.ESRCH, () -> xen().vcpus(before.id()));
    }

    @Test
    default void watchersAreToldAtOnceAndAfterEachChange() throws Exception {
        AtomicInteger told = new AtomicInteger();
        AutoCloseable watch = xen().watchDomains(told::incrementAndGet);
        await().until(() -> told.get() >= 1);
        int atStart = told.get();
        ConformanceStage.StageGuest guest = guest();
        await().until(() -> told.get() > atStart);
        await().during(Duration.ofMillis(50)).until(() -> true);
        int atBirth = told.get();
        guest.destroy();
        await().until(() -> told.get() > atBirth);
        watch.close();
    }

    @Test
    default void aDomainWhoseFramesAreMappedStaysAsAZombieUntilTheyAreNot() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500));
        DomainId domain = guest.domain();
        try (Emulator emulator = Emulator.create(xen(), domain, BufferedIo.OFF, new PortRange(0x500, 0x500));
                EventChannels channels = xen().openEventChannels(domain)) {
            await().until(() -> emulator.state(0) == IoreqState.READY);
            guest.destroy();
            assertThat(xen().domains()).extracting(Domain::id).doesNotContain(domain);
            assertThat(emulator.state(0)).isEqualTo(IoreqState.READY);
            emulator.channels.notify(emulator.localPorts.get(0));
            refused(Errno.ENOENT, () -> xen().ioreqServerInfo(domain, emulator.server));
            refused(Errno.ENOENT, () -> xen().acquireFrames(
                            domain, ResourceType.IOREQ_SERVER, emulator.server.value(), 1, 1));
            refused(Errno.EINVAL, () -> xen().createIoreqServer(domain, BufferedIo.OFF));
            refused(Errno.EINVAL, () -> channels.bindInterdomain(3));
            assertThat(xen().probeIoreqServers(domain)).isEmpty();
            emulator.frames.close();
            await().untilAsserted(() -> refused(Errno.ESRCH, () -> xen().vcpus(domain)));
            emulator.channels.notify(emulator.localPorts.get(0));
        }
    }

    @Test
    default void framesOfADestroyedServerKeepTheDomainToo() {
        ConformanceStage.StageGuest guest = guest();
        DomainId domain = guest.domain();
        try (Emulator emulator = Emulator.create(xen(), domain, BufferedIo.OFF)) {
            xen().destroyIoreqServer(domain, emulator.server);
            guest.destroy();
            assertThat(xen().vcpus(domain)).isEqualTo(1);
        }
        await().untilAsserted(() -> refused(Errno.ESRCH, () -> xen().vcpus(domain)));
    }

    @Test
    default void aDomainThatNobodyMapsGoesAtOnceAndDescriptorsDoNotHoldIt() {
        ConformanceStage.StageGuest guest = guest();
        DomainId domain = guest.domain();
        var server = xen().createIoreqServer(domain, BufferedIo.OFF);
        xen().acquireFrames(domain, ResourceType.IOREQ_SERVER, server.value(), 1, 1)
                .close();
        try (var descriptor = xen().openFrameDescriptor(domain, server);
                EventChannels channels = xen().openEventChannels(domain)) {
            assertThat(descriptor.descriptor()).isPositive();
            guest.destroy();
            await().untilAsserted(() -> refused(Errno.ESRCH, () -> xen().vcpus(domain)));
            refused(Errno.ESRCH, () -> channels.bindInterdomain(3));
        }
    }

    @Test
    default void aDomainCanBeShutDown() {
        ConformanceStage.StageGuest guest = guest(new GuestScript.Await(0x500), new GuestScript.ReadForEver(0x500));
        xen().shutdownDomain(guest.domain(), ShutdownReason.CRASH);
        await().until(guest::isStopped);
        refused(Errno.ESRCH, () -> xen().shutdownDomain(NOBODY, ShutdownReason.POWEROFF));
    }

    @Test
    default void theHostSaysWhatItIs() {
        assertThat(xen().info().version()).isEqualTo(stage().version());
        assertThat(xen().info().bootId()).isNotBlank().isEqualTo(xen().info().bootId());
    }
}
