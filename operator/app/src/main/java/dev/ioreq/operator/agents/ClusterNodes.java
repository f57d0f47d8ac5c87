package dev.ioreq.operator.agents;

import dev.ioreq.crds.xennode.XenNode;
import dev.ioreq.operator.caches.ControllerCache;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The cluster's nodes: from an informer's cache, and asked again before one is called gone. */
@Singleton
public final class ClusterNodes implements NodePresence {

    private final KubernetesClient client;
    private final ControllerCache<XenNode> xenNodes = new ControllerCache<>();
    private volatile InformerEventSource<Node, ?> nodes;

    ClusterNodes(KubernetesClient client) {
        this.client = client;
    }

    /** The XenNodes; its controller attaches the cache. */
    public ControllerCache<XenNode> xenNodes() {
        return xenNodes;
    }

    /** From now on reads this cache. */
    public void attach(InformerEventSource<Node, ?> nodes) {
        this.nodes = nodes;
    }

    @Override
    public boolean gone(String node) {
        InformerEventSource<Node, ?> cache = nodes;
        if (cache == null || cache.get(new ResourceID(node)).isPresent() || outside(node)) {
            return false;
        }
        return client.nodes().withName(node).get() == null;
    }

    /** The Node object, as it is this moment. */
    public Optional<Node> lookUp(String node) {
        return Optional.ofNullable(client.nodes().withName(node).get());
    }

    /** Whether the node is none of the cluster's, but one whose agent somebody named. */
    private boolean outside(String node) {
        return xenNodes.get(null, node)
                .map(xenNode -> xenNode.getSpec())
                .filter(spec -> spec.agent() != null && spec.agent().address() != null)
                .isPresent();
    }
}
