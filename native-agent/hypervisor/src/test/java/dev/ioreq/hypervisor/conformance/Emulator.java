package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.BufferedRequest;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqSlot;
import dev.ioreq.hypervisor.abi.IoreqState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** A device model for tests: makes a server through the port in the right order and answers when told to, or by a thread of its own. */
final class Emulator implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(20);

    final Hypervisor xen;
    final DomainId domain;
    final IoreqServerId server;
    final Frames frames;
    final EventChannels channels;
    final List<Integer> localPorts = new ArrayList<>();
    final List<IoreqRequest> seen = new CopyOnWriteArrayList<>();
    final List<BufferedRequest> buffered = new CopyOnWriteArrayList<>();
    private final boolean hasRing;
    private final int vcpus;
    private volatile ToLongFunction<IoreqRequest> model = request -> 0;
    private volatile boolean stop;
    private Thread thread;

    private Emulator(Hypervisor xen, DomainId domain, IoreqServerId server, boolean hasRing) {
        this.xen = xen;
        this.domain = domain;
        this.server = server;
        this.hasRing = hasRing;
        this.vcpus = xen.vcpus(domain);
        this.frames =
                xen.acquireFrames(domain, ResourceType.IOREQ_SERVER, server.value(), hasRing ? 0 : 1, hasRing ? 2 : 1);
        this.channels = xen.openEventChannels(domain);
    }

    /** A new server, enabled and bound, with ranges; nobody answers yet. */
    static Emulator create(Hypervisor xen, DomainId domain, BufferedIo bufferedIo, IoRange... ranges) {
        IoreqServerId server = xen.createIoreqServer(domain, bufferedIo);
        Emulator emulator = new Emulator(xen, domain, server, bufferedIo != BufferedIo.OFF);
        xen.setIoreqServerState(domain, server, true);
        emulator.bind();
        for (IoRange range : ranges) {
            xen.mapIoRange(domain, server, range);
        }
        return emulator;
    }

    /** Another one for a server that is there: maps and binds. */
    static Emulator takeOver(Hypervisor xen, DomainId domain, IoreqServerId server, boolean hasRing) {
        Emulator emulator = new Emulator(xen, domain, server, hasRing);
        emulator.bind();
        return emulator;
    }

    private void bind() {
        for (int vcpu = 0; vcpu < vcpus; vcpu++) {
            localPorts.add(channels.bindInterdomain(vpEport(vcpu)));
        }
        if (hasRing) {
            localPorts.add(channels.bindInterdomain(
                    xen.ioreqServerInfo(domain, server).bufferedPort().orElseThrow()));
        }
    }

    int vpEport(int vcpu) {
        return slot(vcpu, IoreqSlot::vpEport);
    }

    IoreqState state(int vcpu) {
        return slot(vcpu, IoreqSlot::stateAcquire);
    }

    <T> T slot(int vcpu, java.util.function.Function<IoreqSlot, T> body) {
        return frames.use(pages -> body.apply(new IoreqPage(pages.get(hasRing ? 1 : 0)).slot(vcpu)));
    }

    <T> T ring(java.util.function.Function<BufferedIoreqPage, T> body) {
        return frames.use(pages -> body.apply(new BufferedIoreqPage(pages.get(0))));
    }

    /** Answers in a thread until closed. */
    Emulator serving(ToLongFunction<IoreqRequest> model) {
        this.model = model;
        thread = new Thread(this::serve, "emulator-" + domain + "-" + server);
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void serve() {
        while (!stop) {
            OptionalInt port = channels.pending(TICK);
            port.ifPresent(local -> {
                channels.unmask(local);
                scan();
            });
        }
    }

    /** Answers whatever waits, in any slot, and empties the ring. */
    void scan() {
        for (int vcpu = 0; vcpu < vcpus; vcpu++) {
            if (answer(vcpu)) {
                channels.notify(localPorts.get(vcpu));
            }
        }
        if (hasRing) {
            ring(ring -> {
                while (!ring.isEmpty()) {
                    ring.poll().ifPresent(buffered::add);
                }
                return null;
            });
        }
    }

    /** Writes the answer of one slot without notifying. @return false if nothing waits there */
    boolean answer(int vcpu) {
        return slot(vcpu, slot -> {
            IoreqState state = slot.stateAcquire();
            if (state != IoreqState.READY && state != IoreqState.INPROCESS) {
                return false;
            }
            IoreqRequest request = slot.request();
            seen.add(request);
            if (state == IoreqState.READY) {
                slot.setStateRelease(IoreqState.INPROCESS);
            }
            slot.setData(model.applyAsLong(request));
            slot.setStateRelease(IoreqState.RESPONSE_READY);
            return true;
        });
    }

    void notifyAll(List<Integer> ports) {
        ports.forEach(channels::notify);
    }

    /** Stops the thread, if there is one; ports stay bound and frames mapped. */
    void pause() {
        stop = true;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
        stop = false;
    }

    /** As its process dying: unmapped and unbound, the server stays. */
    void die() {
        pause();
        frames.close();
        channels.close();
    }

    @Override
    public void close() {
        die();
    }
}
