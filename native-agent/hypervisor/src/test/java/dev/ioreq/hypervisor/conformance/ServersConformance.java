package dev.ioreq.hypervisor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.Ownership;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.ProbedServer;
import dev.ioreq.hypervisor.ResourceType;
import org.junit.jupiter.api.Test;

/** Making, finding and ending servers. */
interface ServersConformance extends OnStage {

    PortRange SOME_PORTS = new PortRange(0x500, 0x50f);

    @Test
    default void theNinthServerIsRefusedAndAFreedNumberIsGivenAgain() {
        DomainId domain = idleGuest();
        for (int expected = 0; expected < 8; expected++) {
            assertThat(xen().createIoreqServer(domain, BufferedIo.OFF)).isEqualTo(id(expected));
        }
        refused(Errno.ENOSPC, () -> xen().createIoreqServer(domain, BufferedIo.OFF));
        xen().destroyIoreqServer(domain, id(2));
        xen().destroyIoreqServer(domain, id(5));
        assertThat(xen().createIoreqServer(domain, BufferedIo.ATOMIC)).isEqualTo(id(2));
    }

    @Test
    default void aGuestsEventChannelsMayRunOutBeforeItsServerNumbers() {
        DomainId domain = stage().start(DomainType.PVH, 128, GuestScript.idle()).domain();
        for (int i = 0; i < 7; i++) {
            xen().createIoreqServer(domain, BufferedIo.OFF);
        }
        refused(Errno.ENOSPC, () -> xen().createIoreqServer(domain, BufferedIo.OFF));
        assertThat(xen().probeIoreqServers(domain)).hasSize(7);
        xen().destroyIoreqServer(domain, id(0));
        assertThat(xen().createIoreqServer(domain, BufferedIo.OFF)).isEqualTo(id(0));
    }

    @Test
    default void nobodyHasServersAndWeAreNotOurOwnDeviceModel() {
        refused(Errno.ESRCH, () -> xen().createIoreqServer(NOBODY, BufferedIo.OFF));
        refused(Errno.ESRCH, () -> xen().createIoreqServer(new DomainId(DomainId.FIRST_RESERVED), BufferedIo.OFF));
        refused(Errno.ESRCH, () -> xen().createIoreqServer(new DomainId(0x7fff), BufferedIo.OFF));
        refused(Errno.EPERM, () -> xen().createIoreqServer(DomainId.DOMAIN_0, BufferedIo.OFF));
        refused(Errno.ESRCH, () -> xen().vcpus(NOBODY));
        refused(Errno.ESRCH, () -> xen().probeIoreqServers(NOBODY));
    }

    @Test
    default void aPvGuestHasNoServers() {
        DomainId domain = stage().start(DomainType.PV, 1, GuestScript.idle()).domain();
        refused(Errno.EINVAL, () -> xen().createIoreqServer(domain, BufferedIo.OFF));
        refused(Errno.EINVAL, () -> xen().vcpus(domain));
        refused(Errno.EINVAL, () -> xen().resourceFrames(domain, ResourceType.IOREQ_SERVER, 0));
        refused(Errno.EINVAL, () -> xen().acquireFrames(domain, ResourceType.IOREQ_SERVER, 0, 1, 1));
    }

    @Test
    default void thereIsOneSlotForEachVcpu() {
        assertThat(xen().vcpus(stage().start(DomainType.PVH, 3, GuestScript.idle())
                        .domain()))
                .isEqualTo(3);
        assertThat(xen().vcpus(stage().start(DomainType.HVM, 2, GuestScript.idle())
                        .domain()))
                .isEqualTo(2);
    }

    @Test
    default void callsOnServersThatDoNotExistAreEnoent() {
        DomainId domain = idleGuest();
        for (int number : new int[] {0, 7, 8, 65535}) {
            allCallsAreRefused(Errno.ENOENT, domain, id(number));
        }
    }

    @Test
    default void aDestroyedServerDoesNotExist() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        xen().destroyIoreqServer(domain, server);
        allCallsAreRefused(Errno.ENOENT, domain, server);
        refused(Errno.ENOENT, () -> xen().acquireFrames(domain, ResourceType.IOREQ_SERVER, server.value(), 1, 1));
    }

    @Test
    default void aServerOfAnotherDomainCanBeSeenAndNotTouched() {
        ConformanceStage.StageGuest guest = stage().start(DomainType.PVH, 1, GuestScript.idle());
        IoreqServerId ours = xen().createIoreqServer(guest.domain(), BufferedIo.OFF);
        IoreqServerId theirs = stage().createServerOfAnotherDomain(guest);
        assertThat(xen().probeIoreqServers(guest.domain()))
                .containsExactly(
                        new ProbedServer(ours, Ownership.OWN_DOMAIN), new ProbedServer(theirs, Ownership.OTHER_DOMAIN));
        allCallsAreRefused(Errno.EPERM, guest.domain(), theirs);
        refused(Errno.EPERM, () -> xen().acquireFrames(
                        guest.domain(), ResourceType.IOREQ_SERVER, theirs.value(), 1, 1));
        refused(Errno.EPERM, () -> xen().openFrameDescriptor(guest.domain(), theirs));
    }

    private void allCallsAreRefused(Errno errno, DomainId domain, IoreqServerId server) {
        refused(errno, () -> xen().ioreqServerInfo(domain, server));
        refused(errno, () -> xen().ioreqServerGfns(domain, server));
        refused(errno, () -> xen().setIoreqServerState(domain, server, false));
        refused(errno, () -> xen().mapIoRange(domain, server, SOME_PORTS));
        refused(errno, () -> xen().unmapIoRange(domain, server, SOME_PORTS));
        refused(errno, () -> xen().destroyIoreqServer(domain, server));
    }

    @Test
    default void onlyAServerThatBuffersHasABufferedPort() {
        DomainId domain = idleGuest();
        IoreqServerId off = xen().createIoreqServer(domain, BufferedIo.OFF);
        IoreqServerId legacy = xen().createIoreqServer(domain, BufferedIo.LEGACY);
        IoreqServerId atomic = xen().createIoreqServer(domain, BufferedIo.ATOMIC);
        assertThat(xen().ioreqServerInfo(domain, off).bufferedPort()).isEmpty();
        assertThat(xen().ioreqServerInfo(domain, legacy).bufferedPort()).isPresent();
        assertThat(xen().ioreqServerInfo(domain, atomic).bufferedPort())
                .isPresent()
                .isNotEqualTo(xen().ioreqServerInfo(domain, legacy).bufferedPort());
    }

    @Test
    default void theStateMayBeSetAgainAndAgain() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        try (Frames frames = xen().acquireFrames(domain, ResourceType.IOREQ_SERVER, server.value(), 1, 1)) {
            for (boolean enabled : new boolean[] {true, true, false, false, true}) {
                xen().setIoreqServerState(domain, server, enabled);
            }
            assertThat(frames.count()).isEqualTo(1);
        }
        xen().destroyIoreqServer(domain, server);
        assertThat(xen().probeIoreqServers(domain)).isEmpty();
    }

    @Test
    default void thePortRefusesToEnableAServerWithoutFrames() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        refused(Errno.EPERM, () -> xen().setIoreqServerState(domain, server, true));
        xen().acquireFrames(domain, ResourceType.IOREQ_SERVER, server.value(), 1, 1)
                .close();
        xen().setIoreqServerState(domain, server, true);
        xen().destroyIoreqServer(domain, server);
        IoreqServerId next = xen().createIoreqServer(domain, BufferedIo.OFF);
        assertThat(next).isEqualTo(server);
        refused(Errno.EPERM, () -> xen().setIoreqServerState(domain, next, true));
    }
}
