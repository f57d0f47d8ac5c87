package dev.ioreq.agent.api;

import dev.ioreq.agent.domains.Inventory;
import dev.ioreq.agent.supervisor.Supervisors;
import dev.ioreq.hypervisor.HypervisorInfo;
import dev.ioreq.protocol.agent.HypervisorKind;
import dev.ioreq.protocol.agent.Node;
import dev.ioreq.protocol.agent.ServerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** What the node and its servers are, in the contract's words. */
public final class NodeReporter implements Told {

    private static final Logger LOG = Logger.getLogger(NodeReporter.class);

    /** A hundred new domains are told once, not a hundred times. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private final Node.Builder fixed;
    private final Inventory inventory;
    private final Supervisors supervisors;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean announced = new AtomicBoolean();

    public NodeReporter(
            String nodeName,
            HypervisorInfo info,
            Inventory inventory,
            Supervisors supervisors,
            ScheduledExecutorService timer) {
        this.inventory = inventory;
        this.supervisors = supervisors;
        this.timer = timer;
        String version = getClass().getPackage().getImplementationVersion();
        fixed = Node.newBuilder()
                .setName(nodeName)
                .setAgentVersion(version == null ? "0.1.0-SNAPSHOT" : version)
                .setAgentInstance(UUID.randomUUID().toString())
                .setHypervisor(
                        switch (info.kind()) {
                            case XEN -> HypervisorKind.HYPERVISOR_KIND_XEN;
                            case SIMULATED -> HypervisorKind.HYPERVISOR_KIND_SIMULATED;
                        })
                .setHypervisorVersion(info.version())
                .setBootId(info.bootId());
    }

    @Override
    public Node node() {
        Node.Builder node = fixed.clone();
        inventory.reports().forEach(report -> node.addDomains(States.write(report)));
        return node.build();
    }

    @Override
    public List<ServerState> servers() {
        return supervisors.reports().stream().map(States::write).toList();
    }

    @Override
    public Optional<ServerState> server(String key) {
        return supervisors.report(key).map(States::write);
    }

    /** Runs the announcement a little later, once for all changes until then. */
    public void soon(Runnable announcement) {
        if (announced.compareAndSet(false, true)) {
            try {
                timer.schedule(
                        () -> {
                            announced.set(false);
                            announcement.run();
                        },
                        GATHERING.toMillis(),
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The agent is stopping: nothing is announced");
            }
        }
    }
}
