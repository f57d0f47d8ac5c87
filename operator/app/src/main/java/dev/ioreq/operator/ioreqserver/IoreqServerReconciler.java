package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.agents.AgentDirectory;
import dev.ioreq.operator.agents.ClusterNodes;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.operator.caches.ApiStatusSink;
import dev.ioreq.operator.caches.LeanStore;
import dev.ioreq.operator.config.OperatorConfig;
import dev.ioreq.operator.config.Patience;
import dev.ioreq.operator.emulatorpod.ClusterPods;
import dev.ioreq.operator.events.EventRecorder;
import dev.ioreq.operator.grant.GrantUse;
import dev.ioreq.operator.metrics.OperatorMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurableReconciler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reconciles an IoreqServer into a declaration at its domain's agent and an emulator's pod, and what the agent observes into its
 * status. All decisions are elsewhere: this class ties them to the framework.
 */
@ControllerConfiguration(
        name = "ioreqserver",
        finalizerName = IoreqServerReconciler.FINALIZER,
        fieldManager = ApiStatusSink.FIELD_MANAGER)
public class IoreqServerReconciler
        implements Reconciler<IoreqServer>, Cleaner<IoreqServer>, ConfigurableReconciler<IoreqServer> {

    /** Never to be changed: resources that bear it could not be deleted by another name's owner. */
    static final String FINALIZER = "ioreq.dev/server";

    private final CachedServers servers;
    private final Fleet fleet;
    private final AgentDirectory agents;
    private final ClusterNodes nodes;
    private final EventRecorder events;
    private final GrantUse grantUse;
    private final OperatorMetrics metrics;
    private final OperatorConfig config;
    private final Clock clock;
    private final KubernetesClient client;
    private ServerControl control;

    IoreqServerReconciler(
            CachedServers servers,
            Fleet fleet,
            AgentDirectory agents,
            ClusterNodes nodes,
            EventRecorder events,
            GrantUse grantUse,
            OperatorMetrics metrics,
            OperatorConfig config,
            Clock clock,
            KubernetesClient client) {
        this.servers = servers;
        this.fleet = fleet;
        this.agents = agents;
        this.nodes = nodes;
        this.events = events;
        this.grantUse = grantUse;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
        this.client = client;
    }

    @Override
    public void updateConfigurationFrom(ControllerConfigurationOverrider<IoreqServer> overrider) {
        overrider
                .withGenerationAware(false)
                .withOnUpdateFilter(new DeclarationChanged())
                .withItemStore(new LeanStore<>())
                .withRetry(Patience.retry())
                .withReconciliationMaxInterval(Patience.LONGEST_UNSEEN);
    }

    @Override
    public List<EventSource<?, IoreqServer>> prepareEventSources(EventSourceContext<IoreqServer> context) {
        servers.cache().attach(context.getPrimaryCache(), CachedServers.indexes());
        var inbound = new SimpleInboundEventSource<IoreqServer>("agents");
        var sources = new ServerEventSources(context, servers);
        nodes.attach(sources.nodes());
        control = new ServerControl(
                new ServerControl.Surroundings(
                        servers,
                        fleet,
                        agents,
                        () -> sources.grants().list(grant -> true).toList(),
                        new ClusterPods(client, sources.podCache()),
                        nodes,
                        events,
                        clock),
                new ServerControl.Waits(config.unreachableAfter(), config.progressAfter()),
                inbound::propagateEvent);
        return List.of(inbound, sources.pods(), sources.grants(), sources.nodes());
    }

    @Override
    public UpdateControl<IoreqServer> reconcile(IoreqServer server, Context<IoreqServer> context) {
        UpdateControl<IoreqServer> done = UpdateControl.noUpdate();
        control.reconcile(server, sink(context)).ifPresent(done::rescheduleAfter);
        return done;
    }

    @Override
    public DeleteControl cleanup(IoreqServer server, Context<IoreqServer> context) {
        Optional<Duration> again = control.cleanup(server, sink(context));
        if (again.isPresent()) {
            return DeleteControl.noFinalizerRemoval()
                    .rescheduleAfter(again.get().toMillis());
        }
        grantUse.changed(server);
        return DeleteControl.defaultDelete();
    }

    private ApiStatusSink<IoreqServer> sink(Context<IoreqServer> context) {
        return new ApiStatusSink<>(context, written -> {
            metrics.statusWritten("ioreqserver");
            grantUse.changed(written);
        });
    }
}
