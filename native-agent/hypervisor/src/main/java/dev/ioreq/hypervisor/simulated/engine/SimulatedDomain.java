package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.MemFd;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.XenVersion;
import dev.ioreq.hypervisor.simulated.guest.GuestBus;
import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import dev.ioreq.hypervisor.simulated.guest.GuestStopped;
import dev.ioreq.hypervisor.simulated.guest.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

/** A domain from its birth until nobody maps a page of it any more. */
final class SimulatedDomain {

    private static final int MAX_SERVERS = 8;

    private final Domain domain;
    private final GuestConfig config;
    private final GuestProgram program;
    private final Transcript transcript = new Transcript();
    private final List<Vcpu> vcpus = new ArrayList<>();
    private final SimulatedServer[] servers = new SimulatedServer[MAX_SERVERS];
    private final GuestPorts ports;
    private final GfnPool gfns;
    private final XenVersion version;
    private final OtherMemory otherMemory;
    /** Memory that Xen has let go of and somebody else still maps. */
    private final List<Descriptor> mappedElsewhere = new ArrayList<>();

    private final Condition changed;
    private boolean paused;
    private boolean resetting;
    private boolean dying;
    private ShutdownReason shutdown;
    private int configAddress;

    SimulatedDomain(
            Domain domain, GuestConfig config, GuestProgram program, XenVersion version, int lastPort, Lock lock) {
        this.domain = domain;
        this.config = config;
        this.program = program;
        this.ports = new GuestPorts(lastPort);
        this.gfns = GfnPool.of(domain.type(), version);
        this.version = version;
        this.otherMemory = new OtherMemory(domain.id());
        this.changed = lock.newCondition();
        this.paused = config.paused();
        for (int number = 0; number < domain.vcpus(); number++) {
            vcpus.add(new Vcpu(this, number, lock.newCondition()));
        }
    }

    Domain domain() {
        return domain;
    }

    DomainId id() {
        return domain.id();
    }

    int domid() {
        return domain.id().value();
    }

    String name() {
        return domain.identity().name();
    }

    GuestConfig config() {
        return config;
    }

    GuestProgram program() {
        return program;
    }

    Transcript transcript() {
        return transcript;
    }

    List<Vcpu> vcpus() {
        return vcpus;
    }

    GuestPorts ports() {
        return ports;
    }

    GfnPool gfns() {
        return gfns;
    }

    XenVersion version() {
        return version;
    }

    OtherMemory otherMemory() {
        return otherMemory;
    }

    /** Whether the address is the guest's own memory. Only an HVM guest has a hole there for a display adapter. */
    boolean isMemory(IoreqRequest request) {
        long last = request.addr() + request.size() - 1;
        boolean display = request.addr() <= IoreqRouter.VGA_LAST && last >= IoreqRouter.VGA_FIRST;
        return request.type() == IoreqType.COPY
                && request.addr() >= 0
                && request.addr() < GuestBus.MEMORY_BYTES
                && last < GuestBus.MEMORY_BYTES
                && !(isHvm() && display);
    }

    boolean isHvm() {
        return domain.type() == DomainType.HVM;
    }

    boolean isDying() {
        return dying;
    }

    boolean isPv() {
        return domain.type() == DomainType.PV;
    }

    // ---- servers

    /** ENOENT if there is none, also for ids that no server can have. */
    SimulatedServer requireServer(long id) {
        if (id < 0 || id >= MAX_SERVERS || servers[(int) id] == null) {
            throw new Refused(Errno.ENOENT);
        }
        return servers[(int) id];
    }

    /** ENOSPC if there are 8. */
    int lowestFreeServerId() {
        for (int id = 0; id < MAX_SERVERS; id++) {
            if (servers[id] == null) {
                return id;
            }
        }
        throw new Refused(Errno.ENOSPC);
    }

    void add(SimulatedServer server) {
        servers[server.id()] = server;
    }

    void remove(SimulatedServer server) {
        server.destroy();
        servers[server.id()] = null;
        signalChanged();
    }

    /** Those that are there, highest id first: the order in which Xen looks for one that answers. */
    Stream<SimulatedServer> servers() {
        return Stream.iterate(MAX_SERVERS - 1, id -> id >= 0, id -> id - 1)
                .map(id -> servers[id])
                .filter(Objects::nonNull);
    }

    // ---- PCI configuration by ports

    int configAddress() {
        return configAddress;
    }

    void configAddress(int value) {
        configAddress = value;
    }

    // ---- life

    /** Something that a waiting vCPU may wait for has changed. */
    void signalChanged() {
        changed.signalAll();
        vcpus.forEach(Vcpu::nudge);
    }

    void awaitChange() throws InterruptedException {
        requireRunning();
        changed.await();
        requireRunning();
    }

    void awaitUnpaused() throws InterruptedException {
        requireRunning();
        while (paused) {
            awaitChange();
        }
        if (resetting) {
            throw new GuestStopped("soft reset");
        }
    }

    void requireRunning() {
        if (dying) {
            throw new GuestStopped("the domain was destroyed");
        }
        if (shutdown != null) {
            throw new GuestStopped("the domain has shut down: " + shutdown);
        }
    }

    boolean isRunning() {
        return !dying && shutdown == null;
    }

    void pause(boolean pause) {
        paused = pause;
        signalChanged();
    }

    /** vCPUs stop before their next access; those that wait for an answer get it first. */
    void resetting(boolean value) {
        resetting = value;
        signalChanged();
    }

    boolean isResetting() {
        return resetting;
    }

    void shutDown(ShutdownReason reason) {
        shutdown = reason;
        signalChanged();
    }

    /** Servers go, pages stay as long as somebody maps them. */
    void die() {
        beginDying();
        Arrays.stream(servers).filter(Objects::nonNull).toList().forEach(this::remove);
        otherMemory.release().forEach(this::keepWhileMapped);
    }

    /** The moment in which a domain is dying and its servers are still there. */
    void beginDying() {
        dying = true;
        signalChanged();
    }

    void keepWhileMapped(Descriptor memory) {
        mappedElsewhere.add(memory);
    }

    /** True once nobody maps anything of this dying domain. */
    boolean isGone() {
        mappedElsewhere.removeIf(memory -> {
            boolean free = MemFd.sealUnlessMapped(memory);
            if (free) {
                memory.close();
            }
            return free;
        });
        return mappedElsewhere.isEmpty();
    }

    /** When the host dies: descriptors go whoever maps them. */
    void abandon() {
        mappedElsewhere.forEach(Descriptor::close);
        mappedElsewhere.clear();
    }

    String state() {
        if (dying) {
            return "dying";
        }
        if (shutdown != null) {
            return "shutdown-" + shutdown.name().toLowerCase(Locale.ROOT);
        }
        return paused ? "paused" : "running";
    }
}
