package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.simulated.SimulatedXenConfig;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The host: one lock for all of it, the domains, the event channels and those who watch. */
public final class Machine implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final SimulatedXenConfig config;
    private final ScheduledExecutorService background = executor("xen-toolstack");
    private final ScheduledExecutorService watcher = executor("xenstored");
    private final DomainWatches watches = new DomainWatches(watcher);
    private final DomainTable domains;
    private final ChannelDispatcher dispatcher = new ChannelDispatcher(this);
    private final ChannelTable channels = new ChannelTable(dispatcher);
    private final IoreqRouter router = new IoreqRouter(this::shutDown);
    private final Toolstack toolstack = new Toolstack(this);
    private final Privileges privileges = new Privileges();

    public Machine(SimulatedXenConfig config) {
        this.config = config;
        this.domains = new DomainTable(config.firstDomid());
        dispatcher.start();
    }

    public SimulatedXenConfig config() {
        return config;
    }

    /** What people do with guests. */
    public Toolstack toolstack() {
        return toolstack;
    }

    /** What a device model of the domain can call. */
    public EngineCalls callsOf(int domid) {
        return new Hypercalls(this, domid);
    }

    /** Which domains besides domain 0 may manage which guests. */
    public Privileges privileges() {
        return privileges;
    }

    ReentrantLock lock() {
        return lock;
    }

    <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    DomainTable domains() {
        return domains;
    }

    ChannelTable channels() {
        return channels;
    }

    IoreqRouter router() {
        return router;
    }

    DomainWatches watches() {
        return watches;
    }

    ScheduledExecutorService background() {
        return background;
    }

    /** The domain stops; its toolstack sees to it later, as the guest was declared. */
    void shutDown(SimulatedDomain domain, ShutdownReason reason) {
        if (!domain.isRunning()) {
            return;
        }
        domain.shutDown(reason);
        watches.fire();
        if (!domain.config().preserve() && reason != ShutdownReason.SUSPEND) {
            background.execute(() -> toolstack.afterShutdown(domain, reason));
        }
    }

    /** The host goes down: everything ends, nothing is cleaned up. */
    @Override
    public void close() {
        toolstack.stopAll();
        background.shutdownNow();
        watcher.shutdownNow();
        locked(() -> {
            channels.closeAll();
            return null;
        });
        dispatcher.close();
    }

    private static ScheduledExecutorService executor(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
