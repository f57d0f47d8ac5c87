package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.agents.AgentDirectory;
import dev.ioreq.operator.agents.ClusterNodes;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.operator.caches.ApiStatusSink;
import dev.ioreq.operator.caches.LeanStore;
import dev.ioreq.operator.conditions.Stillness;
import dev.ioreq.operator.config.OperatorConfig;
import dev.ioreq.operator.config.Patience;
import dev.ioreq.operator.emulatorpod.ClusterPods;
import dev.ioreq.operator.events.EventRecorder;
import dev.ioreq.operator.grant.GrantUse;
import dev.ioreq.operator.metrics.OperatorMetrics;
import dev.ioreq.protocol.agent.DomainIdentity;
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
import java.util.stream.Stream;
import org.jboss.logging.Logger;

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

    private static final Logger LOG = Logger.getLogger(IoreqServerReconciler.class);

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
    private final IoreqServerStatusFactory statuses;
    private final ServerStatusRecorder recorder;

    private ServerFlow flow;
    private ServerTeardown teardown;
    private ServerTriggers triggers;

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
        this.statuses = new IoreqServerStatusFactory(clock);
        this.recorder = new ServerStatusRecorder(new Stillness(clock), config.progressAfter(), events);
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
        triggers = new ServerTriggers(servers, inbound::propagateEvent);
        var sources = new ServerEventSources(context, servers);
        nodes.attach(sources.nodes());
        assemble(sources);
        fleet.listen(triggers);
        return List.of(inbound, sources.pods(), sources.grants(), sources.nodes());
    }

    private void assemble(ServerEventSources sources) {
        Emulators emulators = new Emulators(new ClusterPods(client, sources.podCache()), nodes, events, clock);
        Withdrawal withdrawal = new Withdrawal(fleet, agents, nodes, events);
        Declarer declarer = new Declarer(fleet, agents, clock);
        Claims claims = new Claims(fleet, servers);
        flow = new ServerFlow(
                fleet,
                () -> sources.grants().list(grant -> true).toList(),
                claims,
                emulators,
                withdrawal,
                declarer,
                clock,
                config.unreachableAfter());
        teardown = new ServerTeardown(fleet, withdrawal, emulators, declarer, clock, config.unreachableAfter());
    }

    @Override
    public UpdateControl<IoreqServer> reconcile(IoreqServer server, Context<IoreqServer> context) {
        Outcome outcome = flow.look(server);
        if (outcome instanceof Outcome.Undecided undecided) {
            return lookAgain(Optional.of(undecided.lookAgain()));
        }
        Outcome.Decided decided = (Outcome.Decided) outcome;
        Optional<Duration> again =
                recorder.record(server, statuses.verdict(server, decided.situation()), sink(context));
        if (decided.situation() instanceof Situation.Declared declared && changed(server)) {
            triggers.freed(declared.domain().identity());
        }
        return lookAgain(
                Stream.of(again, decided.lookAgain()).flatMap(Optional::stream).min(Duration::compareTo));
    }

    @Override
    public DeleteControl cleanup(IoreqServer server, Context<IoreqServer> context) {
        ServerTeardown.Result result = teardown.look(server);
        if (result instanceof ServerTeardown.Result.Pending pending) {
            Optional<Duration> again =
                    recorder.record(server, statuses.verdict(server, pending.situation()), sink(context));
            Duration soonest = again.filter(duration -> duration.compareTo(pending.lookAgain()) < 0)
                    .orElse(pending.lookAgain());
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(soonest.toMillis());
        }
        LOG.debugf(
                "IoreqServer %s/%s is released",
                server.getMetadata().getNamespace(), server.getMetadata().getName());
        recorder.forget(server);
        grantUse.changed(server);
        if (server.getStatus() != null && server.getStatus().domain() != null) {
            var domain = server.getStatus().domain();
            triggers.freed(DomainIdentity.newBuilder()
                    .setName(domain.name() == null ? "" : domain.name())
                    .setUuid(domain.uuid() == null ? "" : domain.uuid())
                    .setId(domain.id() == null ? 0 : domain.id())
                    .build());
        }
        return DeleteControl.defaultDelete();
    }

    private ApiStatusSink<IoreqServer> sink(Context<IoreqServer> context) {
        return new ApiStatusSink<>(context, written -> {
            metrics.statusWritten("ioreqserver");
            grantUse.changed(written);
        });
    }

    private static boolean changed(IoreqServer server) {
        return server.getStatus() == null
                || !server.getMetadata()
                        .getGeneration()
                        .equals(server.getStatus().observedGeneration());
    }

    private static UpdateControl<IoreqServer> lookAgain(Optional<Duration> after) {
        UpdateControl<IoreqServer> control = UpdateControl.noUpdate();
        after.ifPresent(control::rescheduleAfter);
        return control;
    }
}
