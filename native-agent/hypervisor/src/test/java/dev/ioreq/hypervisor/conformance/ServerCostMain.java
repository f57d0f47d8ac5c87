package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.xen.XenHypervisor;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a server's life costs in calls alone, the same calls as the lab's {@code reference/cost.c} makes: vCPUs counted, create, acquire, enable, bind, map
 * two ranges, unbind, unmap, destroy. Arguments: {@code DOMID [TIMES]}. The first TIMES (200) lives are those of a program that has just started; after
 * {@value #WARM_UP} more come as many of one that runs for months, as an agent does. Prints milliseconds a life of both; the last line is the warm one.
 */
public final class ServerCostMain {

    private static final PortRange PORTS = new PortRange(0x8000, 0x800f);
    private static final MemoryRange MEMORY = new MemoryRange(0xfd000000L, 0xfd000fffL);
    private static final int WARM_UP = 1000;

    private ServerCostMain() {}

    public static void main(String... arguments) {
        DomainId domain = new DomainId(Integer.parseInt(arguments[0]));
        int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        try (Hypervisor xen = XenHypervisor.open();
                EventChannels channels = xen.openEventChannels(domain)) {
            say("cold", measure(xen, channels, domain, times));
            measure(xen, channels, domain, WARM_UP);
            say("cost", measure(xen, channels, domain, times));
        }
    }

    /** Milliseconds of each life, the shortest first. */
    private static double[] measure(Hypervisor xen, EventChannels channels, DomainId domain, int times) {
        double[] milliseconds = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            live(xen, channels, domain);
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        return milliseconds;
    }

    private static void say(String what, double[] milliseconds) {
        int times = milliseconds.length;
        System.out.println(String.format(
                Locale.ROOT,
                "%s: lives=%d mean=%.3f ms p50=%.3f ms p99=%.3f ms",
                what,
                times,
                Arrays.stream(milliseconds).average().orElseThrow(),
                milliseconds[times / 2],
                milliseconds[times * 99 / 100]));
    }

    private static void live(Hypervisor xen, EventChannels channels, DomainId domain) {
        IoreqServerId server = xen.createIoreqServer(domain, BufferedIo.OFF);
        int vcpus = xen.vcpus(domain);
        int[] ports = new int[vcpus];
        try (Frames frames = xen.acquireFrames(domain, ResourceType.IOREQ_SERVER, server.value(), IoreqPage.FRAME, 1)) {
            xen.setIoreqServerState(domain, server, true);
            for (int vcpu = 0; vcpu < vcpus; vcpu++) {
                int slot = vcpu;
                ports[vcpu] = channels.bindInterdomain(frames.use(
                        pages -> new IoreqPage(pages.get(0)).slot(slot).vpEport()));
            }
            xen.mapIoRange(domain, server, PORTS);
            xen.mapIoRange(domain, server, MEMORY);
            for (int port : ports) {
                channels.unbind(port);
            }
        }
        xen.destroyIoreqServer(domain, server);
    }
}
