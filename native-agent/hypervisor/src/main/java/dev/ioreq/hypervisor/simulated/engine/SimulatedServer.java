package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An IOREQ server. */
final class SimulatedServer {

    private final SimulatedDomain domain;
    private final int id;
    private final int emulator;
    private final BufferedIo bufferedIo;
    private final ServerPages pages;
    private final List<ServerVcpu> vcpus = new ArrayList<>();
    private final RangeSet portRanges = new RangeSet();
    private final RangeSet memoryRanges = new RangeSet();
    private final RangeSet pciRanges = new RangeSet();
    private GuestPort bufferedPort;
    private boolean enabled;

    /**
     * Takes event channels in Xen's order: vCPU 0, the ring, the other vCPUs. EINVAL if the domain is dying, ENOSPC if it has too few.
     *
     * @param emulator the domain that owns it
     */
    SimulatedServer(SimulatedDomain domain, int id, int emulator, BufferedIo bufferedIo) {
        this.domain = domain;
        this.id = id;
        this.emulator = emulator;
        this.bufferedIo = bufferedIo;
        this.pages = new ServerPages(domain, bufferedIo != BufferedIo.OFF);
        try {
            allocatePorts();
        } catch (Refused e) {
            freePorts();
            throw e;
        }
    }

    private void allocatePorts() {
        if (domain.isDying()) {
            throw new Refused(Errno.EINVAL);
        }
        for (Vcpu vcpu : domain.vcpus()) {
            vcpus.add(new ServerVcpu(domain.ports().allocate(vcpu, emulator)));
            if (vcpu.number() == 0 && bufferedIo != BufferedIo.OFF) {
                bufferedPort = domain.ports().allocate(vcpu, emulator);
            }
        }
    }

    int id() {
        return id;
    }

    int emulator() {
        return emulator;
    }

    boolean isEnabled() {
        return enabled;
    }

    ServerPages pages() {
        return pages;
    }

    ServerVcpu vcpu(Vcpu vcpu) {
        return vcpus.get(vcpu.number());
    }

    /** In mode ATOMIC the ring's pointers are brought back. */
    boolean renormalises() {
        return bufferedIo == BufferedIo.ATOMIC;
    }

    Optional<GuestPort> bufferedPort() {
        return Optional.ofNullable(bufferedPort);
    }

    OptionalInt bufferedPortNumber() {
        return bufferedPort == null ? OptionalInt.empty() : OptionalInt.of(bufferedPort.number());
    }

    boolean isBuffering() {
        return bufferedIo != BufferedIo.OFF;
    }

    RangeSet portRanges() {
        return portRanges;
    }

    RangeSet memoryRanges() {
        return memoryRanges;
    }

    RangeSet pciRanges() {
        return pciRanges;
    }

    void map(IoRange range) {
        if (range instanceof PortRange ports) {
            portRanges.add(ports.first(), ports.last());
        } else if (range instanceof MemoryRange memory) {
            memoryRanges.add(memory.first(), memory.last());
        } else if (range instanceof PciFunction function) {
            pciRanges.add(Integer.toUnsignedLong(function.sbdf()), Integer.toUnsignedLong(function.sbdf()));
        }
    }

    void unmap(IoRange range) {
        if (range instanceof PortRange ports) {
            portRanges.remove(ports.first(), ports.last());
        } else if (range instanceof MemoryRange memory) {
            memoryRanges.remove(memory.first(), memory.last());
        } else if (range instanceof PciFunction function) {
            pciRanges.remove(Integer.toUnsignedLong(function.sbdf()), Integer.toUnsignedLong(function.sbdf()));
        }
    }

    /** At this moment, and only now, the slots get their event channels; in a page that exists. */
    void enable() {
        if (enabled) {
            return;
        }
        enabled = true;
        pages.slots().ifPresent(page -> {
            for (int vcpu = 0; vcpu < vcpus.size(); vcpu++) {
                page.slot(vcpu).setVpEport(vcpus.get(vcpu).port().number());
            }
        });
    }

    void disable() {
        enabled = false;
    }

    /** Wakes nobody: a vCPU that waits in here stays blocked. */
    void destroy() {
        enabled = false;
        pages.release();
        freePorts();
    }

    private void freePorts() {
        vcpus.forEach(vcpu -> domain.ports().free(vcpu.port()));
        vcpus.clear();
        bufferedPort().ifPresent(domain.ports()::free);
        bufferedPort = null;
    }
}
