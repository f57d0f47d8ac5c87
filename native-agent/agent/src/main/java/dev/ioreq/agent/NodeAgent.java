package dev.ioreq.agent;

import dev.ioreq.agent.api.AgentServer;
import dev.ioreq.agent.api.NodeAgentService;
import dev.ioreq.agent.api.NodeReporter;
import dev.ioreq.agent.api.Told;
import dev.ioreq.agent.api.WatchHub;
import dev.ioreq.agent.config.AgentSettings;
import dev.ioreq.agent.config.StartRefusedException;
import dev.ioreq.agent.csi.HandoverDriver;
import dev.ioreq.agent.domains.DomainRegistry;
import dev.ioreq.agent.domains.Inventory;
import dev.ioreq.agent.handover.HandoverBroker;
import dev.ioreq.agent.journal.JournalStore;
import dev.ioreq.agent.lane.Lanes;
import dev.ioreq.agent.responder.Responder;
import dev.ioreq.agent.stall.StallWatch;
import dev.ioreq.agent.supervisor.ServerReport;
import dev.ioreq.agent.supervisor.Services;
import dev.ioreq.agent.supervisor.Supervisors;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.HypervisorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The agent without its frame: everything is made and joined here, and nothing below knows of Quarkus.
 *
 * <p>Starts by adopting what the journal says, and speaks to the operator only when every server has been looked at: a restart is not
 * seen as a change.
 */
public final class NodeAgent implements AutoCloseable {

    private static final Duration SETTLING = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final Hypervisor hypervisor;
    private final ScheduledExecutorService timer;
    private final JournalStore journal;
    private final DomainRegistry registry;
    private final Lanes lanes;
    private final Responder responder;
    private final HandoverBroker broker;
    private final Supervisors supervisors;
    private final Inventory inventory;
    private final StallWatch stallWatch;
    private final NodeReporter reporter;
    private final WatchHub hub;
    private final AgentServer server;
    private final Optional<HandoverDriver> driver;

    /**
     * @param hypervisor owned by the agent from now on
     * @throws StartRefusedException if the agent cannot work with these settings; nothing is left running
     */
    public static NodeAgent start(AgentSettings settings, Hypervisor hypervisor) throws StartRefusedException {
        Path directory = settings.stateDirectory().resolve("servers");
        JournalStore journal;
        try {
            journal = JournalStore.open(directory);
        } catch (IOException e) {
            hypervisor.close();
            throw new StartRefusedException("ioreq.agent.state-dir=" + settings.stateDirectory()
                    + ": the journal cannot be written (" + e + "): free space or give the directory to this user");
        }
        return new NodeAgent(settings, hypervisor, journal);
    }

    private NodeAgent(AgentSettings settings, Hypervisor hypervisor, JournalStore journal)
            throws StartRefusedException {
        this.hypervisor = hypervisor;
        this.journal = journal;
        HypervisorInfo info = hypervisor.info();
        ScheduledThreadPoolExecutor wakeUps = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "timer"));
        wakeUps.setRemoveOnCancelPolicy(true);
        timer = wakeUps;
        registry = new DomainRegistry(hypervisor);
        lanes = new Lanes(settings.lanes());
        responder = new Responder();
        broker = new HandoverBroker(settings.handover());
        supervisors = new Supervisors(
                new Services(hypervisor, info.bootId(), registry, journal, lanes, responder, broker, timer),
                new Announcing());
        inventory = new Inventory(hypervisor, registry, lanes, supervisors::ours, this::nodeChanged);
        reporter = new NodeReporter(settings.nodeName(), info, inventory, supervisors, timer);
        hub = new WatchHub(reporter);
        stallWatch = new StallWatch(supervisors, timer, settings.stallInterval(), settings.stalledAfter());
        registry.start(this::domainsChanged);
        supervisors.adopt(journal.load().entries());
        awaitSettled();
        try {
            server = new AgentServer(settings, new NodeAgentService(supervisors, reporter, hub), timer);
        } catch (StartRefusedException e) {
            closeAllButServer();
            throw e;
        }
        driver = driver(settings);
        long interval = settings.inventoryInterval().toNanos();
        timer.scheduleWithFixedDelay(inventory::refreshAll, 0, interval, TimeUnit.NANOSECONDS);
    }

    /** Last of all: a kubelet that learns of the driver uses it at once. */
    private Optional<HandoverDriver> driver(AgentSettings settings) throws StartRefusedException {
        if (settings.csi().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HandoverDriver(
                    settings.csi().get(),
                    settings.nodeName(),
                    settings.handover().directory(),
                    supervisors::report,
                    timer));
        } catch (StartRefusedException e) {
            server.close();
            closeAllButServer();
            throw e;
        }
    }

    /** Where the operator connects. */
    public int port() {
        return server.port();
    }

    public Supervisors supervisors() {
        return supervisors;
    }

    public DomainRegistry registry() {
        return registry;
    }

    public JournalStore journal() {
        return journal;
    }

    public Responder responder() {
        return responder;
    }

    public StallWatch stallWatch() {
        return stallWatch;
    }

    public Lanes lanes() {
        return lanes;
    }

    public Told told() {
        return reporter;
    }

    public WatchHub hub() {
        return hub;
    }

    private void awaitSettled() {
        inventory.refreshAll();
        long until = System.nanoTime() + SETTLING.toNanos();
        while (!supervisors.areSettled() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private void domainsChanged() {
        supervisors.domainsChanged();
        inventory.refreshNew();
    }

    private void nodeChanged() {
        reporter.soon(hub::nodeChanged);
    }

    private final class Announcing implements Supervisors.Listener {
        @Override
        public void changed(ServerReport report) {
            hub.serverChanged(report.key());
        }

        @Override
        public void serversChanged(DomainIdentity domain) {
            registry.domains().stream()
                    .filter(one -> one.identity().incarnation().equals(domain.incarnation()))
                    .forEach(inventory::refresh);
        }

        @Override
        public void gone(String key) {
            hub.serverChanged(key);
        }
    }

    /** Stops without a trace in the hypervisor: emulators serve on, guests without one wait for the next agent. */
    @Override
    public void close() {
        driver.ifPresent(HandoverDriver::close);
        server.close();
        closeAllButServer();
    }

    private void closeAllButServer() {
        stallWatch.close();
        registry.close();
        timer.shutdownNow();
        lanes.close();
        broker.close();
        supervisors.stop();
        responder.close();
        hypervisor.close();
    }
}
