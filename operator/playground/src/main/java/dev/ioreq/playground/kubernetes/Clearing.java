package dev.ioreq.playground.kubernetes;

import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.xennode.XenNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Takes what a run declared from a cluster that outlives it. Whoever would do that in a cluster that lives, the operator and the
 * kubelet, has ended by then: finalizers are dropped, and pods go without grace.
 */
final class Clearing {
    private static final Duration NAMESPACES_GO = Duration.ofSeconds(120);
    private static final Set<String> KUBERNETES_OWN =
            Set.of("default", "kube-system", "kube-public", "kube-node-lease");
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final KubernetesClient client;

    Clearing(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Removes servers, grants, nodes that have no kubelet, and every namespace that is not Kubernetes' own.
     *
     * @throws IllegalStateException when a namespace is still there after 2 minutes
     */
    void run() throws InterruptedException {
        remove(client.resources(IoreqServer.class).inAnyNamespace().list().getItems());
        remove(client.resources(DomainGrant.class).list().getItems());
        remove(client.resources(XenNode.class).list().getItems());
        for (Node node : client.nodes().list().getItems()) {
            if (!hasKubelet(node)) {
                client.pods()
                        .inAnyNamespace()
                        .withField("spec.nodeName", node.getMetadata().getName())
                        .list()
                        .getItems()
                        .forEach(pod -> unlessGone(
                                () -> client.resource(pod).withGracePeriod(0).delete()));
                client.resource(node).delete();
            }
        }
        List<String> namespaces = namespaces();
        namespaces.forEach(namespace -> client.namespaces().withName(namespace).delete());
        Gone.await("namespaces", this::namespaces, NAMESPACES_GO, "kubectl get namespace -o yaml says why");
    }

    private List<String> namespaces() {
        return client.namespaces().list().getItems().stream()
                .map(namespace -> namespace.getMetadata().getName())
                .filter(name -> !KUBERNETES_OWN.contains(name))
                .toList();
    }

    /** A kubelet says which version it is; the playground's pod runner does not. */
    private static boolean hasKubelet(Node node) {
        return node.getStatus().getNodeInfo() != null
                && !node.getStatus().getNodeInfo().getKubeletVersion().isEmpty();
    }

    private void remove(List<? extends HasMetadata> objects) {
        for (HasMetadata object : objects) {
            unlessGone(() -> client.resource(object).patch(MERGE, "{\"metadata\":{\"finalizers\":null}}"));
            unlessGone(() -> client.resource(object).delete());
        }
    }

    private static void unlessGone(Runnable call) {
        try {
            call.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }
}
