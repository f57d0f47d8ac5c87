package dev.ioreq.operator.grant;

import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.grant.DomainGrantStatus;
import dev.ioreq.operator.caches.ApiStatusSink;
import dev.ioreq.operator.caches.LeanStore;
import dev.ioreq.operator.config.Patience;
import dev.ioreq.operator.ioreqserver.CachedServers;
import dev.ioreq.operator.metrics.OperatorMetrics;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurableReconciler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reconciles a DomainGrant into its status. What a grant allows is decided where servers are: here it is only counted. */
@ControllerConfiguration(name = "domaingrant", fieldManager = ApiStatusSink.FIELD_MANAGER)
public class DomainGrantReconciler implements Reconciler<DomainGrant>, ConfigurableReconciler<DomainGrant> {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final CachedServers servers;
    private final GrantUse use;
    private final OperatorMetrics metrics;
    private final DomainGrantStatusFactory statuses;

    DomainGrantReconciler(CachedServers servers, GrantUse use, OperatorMetrics metrics, Clock clock) {
        this.servers = servers;
        this.use = use;
        this.metrics = metrics;
        this.statuses = new DomainGrantStatusFactory(clock);
    }

    @Override
    public void updateConfigurationFrom(ControllerConfigurationOverrider<DomainGrant> overrider) {
        overrider
                .withItemStore(new LeanStore<>())
                .withRetry(Patience.retry())
                .withReconciliationMaxInterval(Patience.LONGEST_UNSEEN);
    }

    @Override
    public List<EventSource<?, DomainGrant>> prepareEventSources(EventSourceContext<DomainGrant> context) {
        use.grants().attach(context.getPrimaryCache(), Map.of());
        var inbound = new SimpleInboundEventSource<DomainGrant>("use");
        use.listen(inbound::propagateEvent);
        return List.of(inbound);
    }

    @Override
    public UpdateControl<DomainGrant> reconcile(DomainGrant grant, Context<DomainGrant> context) {
        if (!servers.complete()) {
            return UpdateControl.<DomainGrant>noUpdate().rescheduleAfter(SOON.toMillis());
        }
        DomainGrantStatus status = statuses.status(grant, servers.all());
        if (status.equals(grant.getStatus())) {
            return UpdateControl.noUpdate();
        }
        DomainGrant fresh = new DomainGrant();
        fresh.setMetadata(
                new ObjectMetaBuilder().withName(grant.getMetadata().getName()).build());
        fresh.setStatus(status);
        boolean written =
                new ApiStatusSink<>(context, done -> metrics.statusWritten("domaingrant")).write(fresh, grant);
        return written
                ? UpdateControl.noUpdate()
                : UpdateControl.<DomainGrant>noUpdate().rescheduleAfter(SOON.toMillis());
    }
}
