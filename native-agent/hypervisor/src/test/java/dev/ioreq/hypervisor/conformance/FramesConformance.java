package dev.ioreq.hypervisor.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqSlot;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Acquiring the pages of servers, and the old mode that excludes it. */
interface FramesConformance extends OnStage {

    private Frames acquire(DomainId domain, long id, long firstFrame, int frames) {
        return xen().acquireFrames(domain, ResourceType.IOREQ_SERVER, id, firstFrame, frames);
    }

    private Frames acquire(DomainId domain, IoreqServerId server, long firstFrame, int frames) {
        return acquire(domain, server.value(), firstFrame, frames);
    }

    @Test
    default void theSizeQueryAlwaysSaysTwo() {
        DomainId domain = idleGuest();
        IoreqServerId off = xen().createIoreqServer(domain, BufferedIo.OFF);
        assertThat(xen().resourceFrames(domain, ResourceType.IOREQ_SERVER, off.value()))
                .isEqualTo(2);
        assertThat(xen().resourceFrames(domain, ResourceType.IOREQ_SERVER, 7)).isEqualTo(2);
        refused(Errno.ESRCH, () -> xen().resourceFrames(NOBODY, ResourceType.IOREQ_SERVER, 0));
        refused(Errno.EPERM, () -> xen().resourceFrames(DomainId.DOMAIN_0, ResourceType.IOREQ_SERVER, 0));
    }

    @Test
    default void aServerThatBuffersHasTwoFramesAndEveryMappingShowsTheSame() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.ATOMIC);
        try (Frames both = acquire(domain, server, 0, 2);
                Frames again = acquire(domain, server, 0, 2);
                Frames ring = acquire(domain, server, 0, 1);
                Frames slots = acquire(domain, server, 1, 1)) {
            assertThat(both.count()).isEqualTo(2);
            assertThat(pages(both)).allSatisfy(page -> assertThat(page).containsOnly(0));
            both.use(pages -> pages.get(0).put(100, (byte) 7));
            both.use(pages -> pages.get(1).put(100, (byte) 9));
            assertThat(pages(again).get(0)[100]).isEqualTo((byte) 7);
            assertThat(pages(again).get(1)[100]).isEqualTo((byte) 9);
            assertThat(pages(ring).get(0)[100]).isEqualTo((byte) 7);
            assertThat(pages(slots).get(0)[100]).isEqualTo((byte) 9);
            both.use(pages -> pages.get(0).put(100, (byte) 0));
        }
    }

    @Test
    default void aServerWithoutARingHasNoFrameZero() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        refused(Errno.ENOENT, () -> acquire(domain, server, 0, 1));
        refused(Errno.ENOENT, () -> acquire(domain, server, 0, 2));
        acquire(domain, server, 1, 1).close();
    }

    @Test
    default void thereAreTwoFramesAndNoMore() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.LEGACY);
        refused(Errno.EINVAL, () -> acquire(domain, server, 2, 1));
        refused(Errno.EINVAL, () -> acquire(domain, server, 0, 3));
        refused(Errno.EINVAL, () -> acquire(domain, server, 1, 2));
        refused(Errno.EINVAL, () -> acquire(domain, server, 0x8000_0000L, 1));
        refused(Errno.EINVAL, () -> acquire(domain, server, 0xffff_ffffL, 1));
    }

    @Test
    default void aServerNumberHasSixteenBitsAndIsNotCutOff() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        for (long unknown : new long[] {1, 8, 65535}) {
            refused(Errno.ENOENT, () -> acquire(domain, unknown, 1, 1));
        }
        for (long tooWide : new long[] {65536, 65536 + server.value(), 0xffff_ffffL}) {
            refused(Errno.EINVAL, () -> acquire(domain, tooWide, 1, 1));
        }
    }

    @Test
    default void framesAreOfOtherDomainsThatExist() {
        refused(Errno.ESRCH, () -> acquire(NOBODY, 0, 1, 1));
        refused(Errno.ESRCH, () -> acquire(new DomainId(DomainId.FIRST_RESERVED), 0, 1, 1));
        refused(Errno.EPERM, () -> acquire(DomainId.DOMAIN_0, 0, 1, 1));
    }

    @Test
    default void theGrantTableCanBeMappedAndTracesAreNotThere() {
        DomainId domain = idleGuest();
        xen().acquireFrames(domain, ResourceType.GRANT_TABLE, 0, 0, 1).close();
        refused(Errno.EINVAL, () -> xen().acquireFrames(domain, ResourceType.VMTRACE, 0, 0, 1));
    }

    @Test
    default void acquiredFramesExcludeGuestFrames() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.ATOMIC);
        try (Frames frames = acquire(domain, server, 1, 1)) {
            refused(Errno.EPERM, () -> xen().ioreqServerGfns(domain, server));
            xen().setIoreqServerState(domain, server, true);
            refused(Errno.EPERM, () -> xen().ioreqServerGfns(domain, server));
            assertThat(xen().ioreqServerInfo(domain, server).bufferedPort()).isPresent();
            assertThat(frames.count()).isEqualTo(1);
        }
        IoreqServerId off = xen().createIoreqServer(domain, BufferedIo.OFF);
        acquire(domain, off, 1, 1).close();
        refused(Errno.EPERM, () -> xen().ioreqServerGfns(domain, off));
    }

    @Test
    default void guestFramesOfAPvhGuestDependOnTheVersion() {
        DomainId domain = guest().domain();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.LEGACY);
        if (stage().version().equals("4.17")) {
            refused(Errno.ENOMEM, () -> xen().ioreqServerGfns(domain, server));
            acquire(domain, server, 0, 2).close();
            refused(Errno.EPERM, () -> xen().ioreqServerGfns(domain, server));
        } else {
            assertThat(xen().ioreqServerGfns(domain, server).buffered()).isPresent();
            refused(Errno.EPERM, () -> acquire(domain, server, 0, 2));
            refused(Errno.ENOMEM, () -> xen().ioreqServerGfns(domain, server));
        }
    }

    @Test
    default void guestFramesOfAnHvmGuestExcludeAcquiring() {
        DomainId domain = stage().start(DomainType.HVM, 2, GuestScript.idle()).domain();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.LEGACY);
        var first = xen().ioreqServerGfns(domain, server);
        assertThat(first.buffered()).isPresent();
        assertThat(first.bufferedPort())
                .isEqualTo(xen().ioreqServerInfo(domain, server).bufferedPort());
        refused(Errno.EPERM, () -> acquire(domain, server, 0, 2));
        // The refused acquire costs the server its guest frame of the slots: it gets another one.
        var second = xen().ioreqServerGfns(domain, server);
        assertThat(second.synchronous()).isEqualTo(first.synchronous() + 2);
        assertThat(second.buffered()).isEqualTo(first.buffered());
    }

    @Test
    default void theGuestFramesOfAnHvmGuestRunOut() {
        DomainId domain = stage().start(DomainType.HVM, 1, GuestScript.idle()).domain();
        int servers = stage().version().equals("4.17") ? 4 : 5;
        for (int i = 0; i < servers; i++) {
            xen().ioreqServerGfns(domain, xen().createIoreqServer(domain, BufferedIo.LEGACY));
        }
        IoreqServerId last = xen().createIoreqServer(domain, BufferedIo.LEGACY);
        refused(Errno.ENOMEM, () -> xen().ioreqServerGfns(domain, last));
        xen().destroyIoreqServer(domain, id(0));
        assertThat(xen().ioreqServerGfns(domain, last).buffered()).isPresent();
    }

    @Test
    default void aNewServerOfAnOldNumberHasNewFramesAndTheOldOnesStayReadable() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        try (Frames old = acquire(domain, server, 1, 1)) {
            xen().setIoreqServerState(domain, server, true);
            int port = vpEport(old, 0);
            assertThat(port).isPositive();
            xen().destroyIoreqServer(domain, server);
            assertThat(vpEport(old, 0)).isEqualTo(port);
            assertThat(xen().createIoreqServer(domain, BufferedIo.OFF)).isEqualTo(server);
            try (Frames fresh = acquire(domain, server, 1, 1)) {
                assertThat(pages(fresh).get(0)).containsOnly(0);
            }
        }
    }

    @Test
    default void theSlotsGetTheirEventChannelsWhenTheServerIsEnabled() {
        DomainId domain = stage().start(DomainType.PVH, 4, GuestScript.idle()).domain();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.ATOMIC);
        try (Frames frames = acquire(domain, server, 1, 1)) {
            assertThat(ports(frames, 4)).containsOnly(0);
            xen().setIoreqServerState(domain, server, true);
            List<Integer> ports = ports(frames, 4);
            assertThat(ports).doesNotContain(0).doesNotHaveDuplicates();
            assertThat(vpEport(frames, 4)).isZero();
            xen().setIoreqServerState(domain, server, false);
            assertThat(ports(frames, 4)).isEqualTo(ports);
            xen().setIoreqServerState(domain, server, true);
            assertThat(ports(frames, 4)).isEqualTo(ports);
        }
    }

    @Test
    default void framesCannotBeUsedOnceUnmapped() {
        DomainId domain = idleGuest();
        IoreqServerId server = xen().createIoreqServer(domain, BufferedIo.OFF);
        Frames frames = acquire(domain, server, 1, 1);
        frames.close();
        frames.close();
        assertThatThrownBy(() -> frames.use(pages -> pages)).isInstanceOf(IllegalStateException.class);
        acquire(domain, server, 1, 1).close();
    }

    private static List<byte[]> pages(Frames frames) {
        return frames.use(pages -> pages.stream()
                .map(page -> {
                    byte[] bytes = new byte[IoreqPage.BYTES];
                    page.get(0, bytes);
                    return bytes;
                })
                .toList());
    }

    private static int vpEport(Frames frames, int vcpu) {
        return frames.use(pages -> {
            IoreqSlot slot = new IoreqPage(pages.get(0)).slot(vcpu);
            return slot.vpEport();
        });
    }

    private static List<Integer> ports(Frames frames, int vcpus) {
        return IntStream.range(0, vcpus).mapToObj(vcpu -> vpEport(frames, vcpu)).toList();
    }
}
