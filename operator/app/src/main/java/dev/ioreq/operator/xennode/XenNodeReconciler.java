package dev.ioreq.operator.xennode;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.xennode.XenNode;
import dev.ioreq.crds.xennode.XenNodeStatus;
import dev.ioreq.operator.agents.AgentAnswer;
import dev.ioreq.operator.agents.AgentDirectory;
import dev.ioreq.operator.agents.AgentEndpoint;
import dev.ioreq.operator.agents.ClusterNodes;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.operator.agents.FleetListener;
import dev.ioreq.operator.agents.ObservedNode;
import dev.ioreq.operator.caches.ApiStatusSink;
import dev.ioreq.operator.caches.LeanStore;
import dev.ioreq.operator.config.OperatorConfig;
import dev.ioreq.operator.config.Patience;
import dev.ioreq.operator.events.EventReason;
import dev.ioreq.operator.events.EventRecorder;
import dev.ioreq.operator.ioreqserver.CachedServers;
import dev.ioreq.operator.metrics.OperatorMetrics;
import dev.ioreq.protocol.agent.ServerState;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurableReconciler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reconciles a XenNode into a connection to its agent, and what the agent tells into its status, at most once a second. Releases
 * servers that no resource declares.
 */
@ControllerConfiguration(name = "xennode", fieldManager = ApiStatusSink.FIELD_MANAGER)
public class XenNodeReconciler implements Reconciler<XenNode>, ConfigurableReconciler<XenNode> {

    private static final Duration ONE_WRITE_PER = Duration.ofSeconds(1);
    private static final long SWEEP_SECONDS = 5;

    private final ClusterNodes nodes;
    private final AgentPods pods;
    private final AgentDirectory agents;
    private final Fleet fleet;
    private final CachedServers servers;
    private final EventRecorder events;
    private final OperatorMetrics metrics;
    private final OperatorConfig config;
    private final Clock clock;
    private final KubernetesClient client;
    private final ScheduledExecutorService timer;
    private final XenNodeStatusFactory statuses;
    private final Map<String, Orphans> orphans = new ConcurrentHashMap<>();

    XenNodeReconciler(
            ClusterNodes nodes,
            AgentPods pods,
            AgentDirectory agents,
            Fleet fleet,
            CachedServers servers,
            EventRecorder events,
            OperatorMetrics metrics,
            OperatorConfig config,
            Clock clock,
            KubernetesClient client,
            ScheduledExecutorService timer) {
        this.nodes = nodes;
        this.pods = pods;
        this.agents = agents;
        this.fleet = fleet;
        this.servers = servers;
        this.events = events;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
        this.client = client;
        this.timer = timer;
        this.statuses = new XenNodeStatusFactory(clock);
    }

    @Override
    public void updateConfigurationFrom(ControllerConfigurationOverrider<XenNode> overrider) {
        overrider
                .withItemStore(new LeanStore<>())
                .withRetry(Patience.retry())
                .withRateLimiter(new LinearRateLimiter(ONE_WRITE_PER, 1))
                .withReconciliationMaxInterval(Patience.LONGEST_UNSEEN);
    }

    @Override
    public List<EventSource<?, XenNode>> prepareEventSources(EventSourceContext<XenNode> context) {
        nodes.xenNodes().attach(context.getPrimaryCache(), Map.of());
        var inbound = new SimpleInboundEventSource<XenNode>("agents");
        pods.listen(inbound::propagateEvent);
        fleet.listen(new FleetListener() {
            @Override
            public void linkChanged(String node) {
                inbound.propagateEvent(new ResourceID(node));
            }

            @Override
            public void inventoryChanged(String node) {
                inbound.propagateEvent(new ResourceID(node));
            }
        });
        timer.scheduleWithFixedDelay(this::forgetDeleted, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
        return List.of(inbound);
    }

    /** A XenNode has no finalizer of ours, so nobody tells when it goes. */
    private void forgetDeleted() {
        if (nodes.xenNodes().complete()) {
            agents.retain(nodes.xenNodes().all().stream()
                    .map(node -> node.getMetadata().getName())
                    .toList());
        }
    }

    @Override
    public UpdateControl<XenNode> reconcile(XenNode xenNode, Context<XenNode> context) {
        String name = xenNode.getMetadata().getName();
        connect(xenNode, name);
        ObservedNode observed = fleet.node(name).orElseThrow();
        Duration silence = observed.link().silence(clock.instant());
        if (!observed.link().connected() && silence.compareTo(config.unreachableAfter()) < 0) {
            return again(config.unreachableAfter().minus(silence));
        }
        boolean waiting = observed.link().connected() && releaseOrphans(xenNode, observed);
        XenNodeStatus status = statuses.status(xenNode, observed);
        if (XenNodeStatusFactory.differs(status, xenNode.getStatus()) && !write(xenNode, status, context)) {
            return again(ONE_WRITE_PER);
        }
        return waiting ? again(config.orphansAfter()) : UpdateControl.noUpdate();
    }

    private void connect(XenNode xenNode, String name) {
        var spec = xenNode.getSpec();
        if (spec != null && spec.agent() != null && spec.agent().address() != null) {
            try {
                agents.connect(name, AgentEndpoint.parse(spec.agent().address()));
            } catch (IllegalArgumentException e) {
                agents.disconnect(name, e.getMessage());
            }
            return;
        }
        Optional<AgentEndpoint> endpoint = pods.endpoint(name, config.agentPort());
        endpoint.ifPresentOrElse(
                found -> agents.connect(name, found),
                () -> agents.disconnect(
                        name,
                        "no running pod with label %s is on the node, and spec.agent.address is not set"
                                .formatted(AgentPods.SELECTOR)));
    }

    private boolean releaseOrphans(XenNode xenNode, ObservedNode observed) {
        if (!servers.complete()) {
            return true;
        }
        Orphans here = orphans.computeIfAbsent(observed.name(), node -> new Orphans(config.orphansAfter()));
        for (ServerState orphan : here.among(observed.servers().values(), servers::exists, clock.instant())) {
            if (!declared(orphan) && agents.release(observed.name(), orphan.getKey()) instanceof AgentAnswer.Answered) {
                events.warning(
                        xenNode,
                        EventReason.ORPHAN_RELEASED.toString(),
                        "Server %s/%s (key %s) is held, but no IoreqServer declares it: released"
                                .formatted(orphan.getNamespace(), orphan.getName(), orphan.getKey()));
            }
        }
        return here.waiting();
    }

    /** Asks the API server itself: a cache is no reason to take a guest's devices away. */
    private boolean declared(ServerState server) {
        IoreqServer present = client.resources(IoreqServer.class)
                .inNamespace(server.getNamespace())
                .withName(server.getName())
                .get();
        return present != null && present.getMetadata().getUid().equals(server.getKey());
    }

    private boolean write(XenNode xenNode, XenNodeStatus status, Context<XenNode> context) {
        XenNode fresh = new XenNode();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(xenNode.getMetadata().getName())
                .build());
        fresh.setStatus(status);
        return new ApiStatusSink<>(context, written -> metrics.statusWritten("xennode")).write(fresh, xenNode);
    }

    private static UpdateControl<XenNode> again(Duration after) {
        return UpdateControl.<XenNode>noUpdate().rescheduleAfter(Math.max(after.toMillis(), 1));
    }
}
