package dev.ioreq.playground.kubernetes;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The heartbeat of nodes whose pods the pod runner runs: a kubelet renews its node's Lease, and where nobody does, the cluster's
 * node controller has the node for dead after 40 s.
 */
public final class NodeLeases implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NodeLeases.class.getName());
    private static final String NAMESPACE = "kube-node-lease";
    private static final Duration DURATION = Duration.ofSeconds(40);
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final List<String> nodes;
    private final Clock clock;
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(beat -> new Thread(beat, "node-leases"));

    /** @param nodes by name */
    public NodeLeases(KubernetesClient client, Collection<String> nodes, Clock clock) {
        this.client = client;
        this.nodes = List.copyOf(nodes);
        this.clock = clock;
    }

    /** Renews them from now on, every 10 s. */
    public void start() {
        heart.scheduleWithFixedDelay(() -> nodes.forEach(this::renew), 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    private void renew(String node) {
        var lease = new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(node)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(node)
                .withLeaseDurationSeconds(Math.toIntExact(DURATION.toSeconds()))
                .withRenewTime(ZonedDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .endSpec()
                .build();
        try {
            client.resource(lease).fieldManager("kubelet").forceConflicts().serverSideApply();
        } catch (KubernetesClientException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Lease " + NAMESPACE + "/" + node + ": not renewed: " + e.getMessage() + "; trying again in "
                            + PERIOD.toSeconds() + " s");
        }
    }

    @Override
    public void close() throws InterruptedException {
        heart.shutdownNow();
        heart.awaitTermination(PERIOD.toSeconds(), TimeUnit.SECONDS);
    }
}
