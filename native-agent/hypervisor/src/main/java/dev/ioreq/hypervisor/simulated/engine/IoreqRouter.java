package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.BufferedRequest;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqSlot;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.hypervisor.simulated.guest.GuestStopped;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The way of a guest's access to a server and back (xen/common/ioreq.c: select, send, wait_for_io, broadcast). */
final class IoreqRouter {

    static final long VGA_FIRST = 0xa0000;
    static final long VGA_LAST = 0xbffff;

    private final BiConsumer<SimulatedDomain, ShutdownReason> shutDown;

    /** @param shutDown what happens to a domain whose emulator broke the protocol */
    IoreqRouter(BiConsumer<SimulatedDomain, ShutdownReason> shutDown) {
        this.shutDown = shutDown;
    }

    /** A server and the request as it gets it. */
    private record Selected(SimulatedServer server, IoreqRequest request) {}

    boolean isClaimed(SimulatedDomain domain, IoreqRequest request) {
        return DebugPort.keeps(domain.version(), request)
                || select(domain, request).isPresent();
    }

    /**
     * Does the access and waits for its answer.
     *
     * @return the value of a read; all ones if nobody answers for it
     */
    long access(Vcpu vcpu, IoreqRequest request) throws InterruptedException {
        SimulatedDomain domain = vcpu.domain();
        if (DebugPort.keeps(domain.version(), request)) {
            return DebugPort.SIGNATURE;
        }
        PciConfigPorts.observe(domain, request);
        Optional<Selected> selected = select(domain, request);
        if (selected.isEmpty()) {
            return request.read() ? -1L : 0;
        }
        SimulatedServer server = selected.get().server();
        IoreqRequest sent = selected.get().request();
        if (domain.isHvm() && isVgaWrite(sent) && buffer(server, buffered(sent))) {
            return 0;
        }
        send(server, vcpu, sent);
        return complete(vcpu, sent);
    }

    /** Tells every enabled server that mappings are stale; the vCPU waits for all of them. */
    void invalidate(Vcpu vcpu) throws InterruptedException {
        IoreqRequest request = IoreqRequest.invalidate();
        var enabled = vcpu.domain().servers().filter(SimulatedServer::isEnabled).toList();
        for (SimulatedServer server : enabled) {
            send(server, vcpu, request);
        }
        if (!enabled.isEmpty()) {
            complete(vcpu, request);
        }
    }

    /** Tells every enabled server that buffers; one whose ring is full misses it. */
    void timeOffset(Vcpu vcpu, long seconds) {
        SimulatedDomain domain = vcpu.domain();
        if (!domain.isHvm()) {
            return;
        }
        BufferedRequest request = new BufferedRequest(IoreqType.TIMEOFFSET, false, 0, 8, seconds);
        domain.servers()
                .filter(SimulatedServer::isEnabled)
                .filter(SimulatedServer::isBuffering)
                .forEach(server -> {
                    if (!buffer(server, request)) {
                        domain.transcript()
                                .add("xen: the ring of server " + server.id() + " is full, it misses a time offset");
                    }
                });
    }

    /** The highest enabled id that answers for the whole access. */
    private static Optional<Selected> select(SimulatedDomain domain, IoreqRequest request) {
        Optional<IoreqRequest> config = PciConfigPorts.asConfigAccess(domain, request);
        IoreqRequest wanted = config.orElse(request);
        return domain.servers()
                .filter(SimulatedServer::isEnabled)
                .filter(server -> answersFor(server, wanted))
                .findFirst()
                .map(server -> new Selected(server, wanted));
    }

    private static boolean answersFor(SimulatedServer server, IoreqRequest request) {
        switch (request.type()) {
            case PIO:
                return server.portRanges().contains(request.addr(), request.addr() + request.size() - 1);
            case COPY:
                long bytes = Integer.toUnsignedLong(request.count()) * request.size();
                long first = request.decreasing() ? request.addr() - bytes + request.size() : request.addr();
                return server.memoryRanges().contains(first, first + bytes - 1);
            case PCI_CONFIG:
                long sbdf = request.addr() >>> 32;
                return server.pciRanges().contains(sbdf, sbdf);
            default:
                return false;
        }
    }

    private void send(SimulatedServer server, Vcpu vcpu, IoreqRequest request) {
        ServerVcpu waiter = server.vcpu(vcpu);
        Optional<IoreqPage> page = server.pages().slots();
        if (page.isEmpty()) {
            throw crash(vcpu, "server " + server.id() + " is enabled without frames");
        }
        IoreqSlot slot = page.get().slot(vcpu.number());
        if (slot.stateAcquire() != IoreqState.NONE) {
            throw crash(vcpu, "device model set bad IO state " + slot.stateAcquire() + " in server " + server.id());
        }
        if (slot.vpEport() != waiter.port().number()) {
            throw crash(vcpu, "device model set bad event channel " + slot.vpEport() + " in server " + server.id());
        }
        vcpu.block();
        slot.postRelease(request);
        waiter.begin();
        waiter.port().raise();
    }

    private static boolean buffer(SimulatedServer server, BufferedRequest request) {
        Optional<BufferedIoreqPage> ring = server.pages().ring();
        if (ring.isEmpty() || !ring.get().offer(request, server.renormalises())) {
            return false;
        }
        server.bufferedPort().ifPresent(GuestPort::raise);
        return true;
    }

    /**
     * Waits until no server owes this vCPU an answer. A server that was destroyed meanwhile owes none, but nobody wakes the vCPU for that: it
     * sleeps until some other event channel of it speaks, and then goes on with the value it had latched.
     *
     * <p>A state that goes back crashes the guest. Xen on x86 forgets at each wake what it had seen before, and so overlooks some of these;
     * here none is.
     */
    private long complete(Vcpu vcpu, IoreqRequest request) throws InterruptedException {
        vcpu.waitsFor(request);
        long data = request.data();
        while (true) {
            vcpu.awaitWake();
            Optional<SimulatedServer> owing = owing(vcpu);
            if (owing.isEmpty()) {
                vcpu.goesOn();
                return data;
            }
            ServerVcpu waiter = owing.get().vcpu(vcpu);
            IoreqSlot slot = owing.get().pages().slots().orElseThrow().slot(vcpu.number());
            IoreqState state = slot.stateAcquire();
            if (state == IoreqState.NONE) {
                waiter.end();
                data = -1L;
            } else if (state == IoreqState.INVALID || state.compareTo(waiter.seen()) < 0) {
                throw crash(
                        vcpu,
                        "weird ioreq state transition " + waiter.seen() + " -> " + state + " in server "
                                + owing.get().id());
            } else if (state == IoreqState.RESPONSE_READY) {
                data = slot.data();
                slot.setStateRelease(IoreqState.NONE);
                waiter.end();
            } else {
                waiter.see(state);
                vcpu.block();
                if (slot.stateAcquire() != state) {
                    vcpu.unblock();
                }
            }
        }
    }

    private static Optional<SimulatedServer> owing(Vcpu vcpu) {
        return vcpu.domain()
                .servers()
                .filter(server -> server.vcpu(vcpu).isPending())
                .findFirst();
    }

    private GuestStopped crash(Vcpu vcpu, String why) {
        SimulatedDomain domain = vcpu.domain();
        domain.transcript().add("xen: domain crashed by vcpu" + vcpu.number() + ": " + why);
        shutDown.accept(domain, ShutdownReason.CRASH);
        return new GuestStopped(why);
    }

    private static boolean isVgaWrite(IoreqRequest request) {
        return request.type() == IoreqType.COPY
                && !request.read()
                && request.count() == 1
                && !request.dataIsPointer()
                && request.addr() >= VGA_FIRST
                && request.addr() + request.size() - 1 <= VGA_LAST;
    }

    private static BufferedRequest buffered(IoreqRequest request) {
        return new BufferedRequest(request.type(), false, (int) request.addr(), request.size(), request.data());
    }
}
