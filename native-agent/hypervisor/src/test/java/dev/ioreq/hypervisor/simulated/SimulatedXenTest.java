package dev.ioreq.hypervisor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.FrameDescriptor;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.posix.SharedMapping;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What only a simulated host can be asked. */
@Isolated("measures what this process costs")
class SimulatedXenTest {

    private final SimulatedXen xen = new SimulatedXen(SimulatedXenConfig.of(XenVersion.V4_17));
    private final Hypervisor port = xen.asHypervisor(0);

    @AfterEach
    void pullThePlug() {
        xen.close();
    }

    @Test
    void domainNumbersRiseAndBeginAnewAfterTheLast() {
        SimulatedXenConfig longUp = new SimulatedXenConfig(XenVersion.V4_17, "boot", 1023, 32750);
        try (SimulatedXen old = new SimulatedXen(longUp)) {
            assertThat(old.start(GuestConfig.named("a")).value()).isEqualTo(32750);
            old.destroy("a");
            assertThat(old.start(GuestConfig.named("b")).value()).isEqualTo(32751);
            assertThat(old.start(GuestConfig.named("wanted").withDomid(2)).value())
                    .isEqualTo(2);
            assertThat(old.start(GuestConfig.named("c")).value()).isEqualTo(1);
            assertThat(old.start(GuestConfig.named("d")).value()).isEqualTo(3);
        }
    }

    @Test
    void theNumberOfAZombieIsNotUsedAgain() {
        DomainId domain = xen.start(GuestConfig.named("a").withDomid(7));
        IoreqServerId server = port.createIoreqServer(domain, BufferedIo.OFF);
        try (FrameDescriptor descriptor = port.openFrameDescriptor(domain, server);
                SharedMapping emulators = SharedMapping.map(descriptor.descriptor(), 4096, 4096)) {
            xen.destroy("a");
            assertThat(xen.list()).singleElement().satisfies(zombie -> {
                assertThat(zombie.state()).isEqualTo("dying");
                assertThat(zombie.domain().id()).isEqualTo(domain);
            });
            assertThatThrownBy(() -> xen.start(GuestConfig.named("b").withDomid(7)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("domid 7 is taken by 'a' (dying)");
            assertThat(emulators.length()).isEqualTo(4096);
        }
        await().until(() -> xen.list().isEmpty());
        assertThat(xen.start(GuestConfig.named("b").withDomid(7))).isEqualTo(domain);
    }

    @Test
    void theFrameDescriptorShowsBothFramesAtTheirOffsets() {
        DomainId domain = xen.start(GuestConfig.named("a"));
        IoreqServerId server = port.createIoreqServer(domain, BufferedIo.ATOMIC);
        try (FrameDescriptor descriptor = port.openFrameDescriptor(domain, server);
                SharedMapping both = SharedMapping.map(descriptor.descriptor(), 0, 8192);
                Frames frames = port.acquireFrames(domain, ResourceType.IOREQ_SERVER, server.value(), 0, 2)) {
            both.use(memory -> memory.putInt(0, 17).putInt(4096, 18));
            List<Integer> seen = frames.use(
                    pages -> List.of(pages.get(0).getInt(0), pages.get(1).getInt(0)));
            assertThat(seen).containsExactly(17, 18);
        }
    }

    @Test
    void aGuestCanShutItselfDownAndItsToolstackRebootsIt() {
        UUID uuid = UUID.randomUUID();
        DomainId first = xen.start(GuestConfig.named("a").withUuid(uuid).withProgram("sleep 5ms\nshutdown reboot"));
        await().until(() -> xen.list().stream()
                .anyMatch(guest -> guest.state().equals("running")
                        && guest.domain().id().value() > first.value()
                        && guest.domain().identity().uuid().equals(uuid)));
        xen.destroy("a");
        xen.start(GuestConfig.named("b").withProgram("shutdown poweroff"));
        await().until(() -> xen.list().isEmpty());
        xen.start(GuestConfig.named("c").withPreserve(true).withProgram("shutdown crash"));
        await().until(() -> xen.list().get(0).state().equals("shutdown-crash"));
    }

    @Test
    void aPausedGuestDoesNothingUntilItIsUnpaused() {
        xen.start(GuestConfig.named("a").withPaused(true).withProgram("in 0x500\nsleep 1s\nin 0x501"));
        assertThat(xen.list().get(0).state()).isEqualTo("paused");
        assertThat(xen.transcript("a").lines()).isEmpty();
        xen.unpause("a");
        await().until(() -> xen.transcript("a").lines().contains("vcpu0 in.1 0x500 = 0xff"));
        assertThat(xen.list().get(0).state()).isEqualTo("running");
    }

    @Test
    void listingShowsWhichVcpuWaitsForWhatAndSinceWhen() {
        DomainId domain = xen.start(GuestConfig.named("a").withVcpus(2).withProgram("await 0x500\nin 0x501"));
        IoreqServerId server = port.createIoreqServer(domain, BufferedIo.OFF);
        port.acquireFrames(domain, ResourceType.IOREQ_SERVER, server.value(), 1, 1)
                .close();
        port.setIoreqServerState(domain, server, true);
        port.mapIoRange(domain, server, new PortRange(0x500, 0x501));
        await().until(() -> xen.list().get(0).vcpus().get(0).blocked());
        VcpuStatus blocked = xen.list().get(0).vcpus().get(0);
        assertThat(blocked.activity()).isEqualTo("read PIO 0x500 size 1 waits for server 0");
        await().until(() -> xen.list().get(0).vcpus().get(0).since().compareTo(Duration.ofMillis(2)) > 0);
        assertThat(xen.list().get(0).vcpus().get(1))
                .extracting(VcpuStatus::activity)
                .isEqualTo("halted");
        port.destroyIoreqServer(domain, server);
        assertThat(xen.list().get(0).vcpus().get(0).activity()).endsWith("waits for a server that was destroyed");
    }

    @Test
    void foreignServersAreOfOurDomainAndStubdomainServersAreNot() {
        DomainId domain = xen.start(GuestConfig.named("a"));
        assertThat(xen.createForeignServer("a")).isEqualTo(new IoreqServerId(0));
        assertThat(xen.createStubdomainServer("a")).isEqualTo(new IoreqServerId(1));
        assertThat(port.probeIoreqServers(domain).toString())
                .contains("OWN_DOMAIN")
                .contains("OTHER_DOMAIN");
        Hypervisor stubdomain = xen.asHypervisor(SimulatedXen.STUBDOMAIN);
        assertThat(stubdomain.vcpus(domain)).isEqualTo(1);
        DomainId other = xen.start(GuestConfig.named("b"));
        assertThatThrownBy(() -> stubdomain.vcpus(other))
                .isInstanceOfSatisfying(
                        XenException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
    }

    @Test
    void resourceTypesThatNobodyKnowsAreAnsweredByVersion() {
        DomainId domain = xen.start(GuestConfig.named("a"));
        assertThatThrownBy(() -> xen.callsOf(0).acquire(domain, 99, 0, 0, 1)).hasMessageContaining("EOPNOTSUPP");
        try (SimulatedXen newer = new SimulatedXen(SimulatedXenConfig.of(XenVersion.V4_20))) {
            DomainId there = newer.start(GuestConfig.named("a"));
            assertThatThrownBy(() -> newer.callsOf(0).acquire(there, 99, 0, 0, 1))
                    .hasMessageContaining("EINVAL");
        }
    }

    @Test
    void namesAndProgramsAreCheckedBeforeAGuestStarts() {
        xen.start(GuestConfig.named("a"));
        assertThatThrownBy(() -> xen.start(GuestConfig.named("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'a'")
                .hasMessageContaining("destroy it first");
        assertThatThrownBy(() -> xen.start(GuestConfig.named("b").withProgram("vcpu 1\nhalt")))
                .hasMessageContaining("has 1 vCPUs, but its program has instructions for vcpu 1");
        assertThatThrownBy(() -> xen.start(GuestConfig.named("b").withProgram("fly")))
                .hasMessageContaining("line 1 'fly'");
        assertThatThrownBy(() -> xen.destroy("nobody"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("there are [a]");
        assertThat(xen.list()).hasSize(1);
    }

    @Test
    void aPvGuestRunsAndReadsAllOnes() {
        xen.start(GuestConfig.named("pv").withType(DomainType.PV).withProgram("in 0x500 expect 0xff"));
        await().until(() -> xen.transcript("pv").lines().contains("vcpu0 halted"));
        assertThat(xen.transcript("pv").failures()).isZero();
    }

    @Test
    void twoHundredGuestsOfTwoVcpusWaitInOneProcessAndCostNothing() {
        long processorTimeBefore = processorNanos();
        for (int i = 0; i < 200; i++) {
            xen.start(GuestConfig.named("guest" + i).withVcpus(2).withProgram("await 0x500\nvcpu 1\nawait 0x600"));
        }
        assertThat(port.domains()).hasSize(200);
        long started = processorNanos();
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        long idle = processorNanos() - started;
        assertThat(Duration.ofNanos(idle)).isLessThan(Duration.ofMillis(300));
        assertThat(Duration.ofNanos(started - processorTimeBefore)).isLessThan(Duration.ofSeconds(20));
        xen.shutdown("guest0", ShutdownReason.POWEROFF);
        await().until(() -> port.domains().size() == 199);
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
