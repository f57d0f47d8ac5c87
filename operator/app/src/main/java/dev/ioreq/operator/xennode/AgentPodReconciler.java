package dev.ioreq.operator.xennode;

import dev.ioreq.crds.xennode.XenNode;
import dev.ioreq.operator.agents.ClusterNodes;
import dev.ioreq.operator.caches.ApiStatusSink;
import dev.ioreq.operator.caches.LeanStore;
import dev.ioreq.operator.config.Patience;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurableReconciler;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reconciles an agent's pod into a XenNode of its node, which goes with the Node, and wakes that XenNode when the pod changes. */
@ControllerConfiguration(
        name = "agent-pod",
        informer = @Informer(labelSelector = AgentPods.SELECTOR),
        fieldManager = ApiStatusSink.FIELD_MANAGER)
public class AgentPodReconciler implements Reconciler<Pod>, ConfigurableReconciler<Pod> {

    private static final Logger LOG = Logger.getLogger(AgentPodReconciler.class);

    private final AgentPods pods;
    private final ClusterNodes nodes;
    private final KubernetesClient client;

    AgentPodReconciler(AgentPods pods, ClusterNodes nodes, KubernetesClient client) {
        this.pods = pods;
        this.nodes = nodes;
        this.client = client;
    }

    @Override
    public void updateConfigurationFrom(ControllerConfigurationOverrider<Pod> overrider) {
        overrider
                .withItemStore(new LeanStore<>(pod -> {
                    if (pod.getSpec() != null) {
                        pod.setSpec(new PodSpecBuilder()
                                .withNodeName(pod.getSpec().getNodeName())
                                .build());
                    }
                }))
                .withRetry(Patience.retry())
                .withReconciliationMaxInterval(Patience.LONGEST_UNSEEN);
    }

    @Override
    public List<EventSource<?, Pod>> prepareEventSources(EventSourceContext<Pod> context) {
        pods.cache().attach(context.getPrimaryCache(), AgentPods.indexes());
        return List.of();
    }

    @Override
    public UpdateControl<Pod> reconcile(Pod pod, Context<Pod> context) {
        AgentPods.node(pod).ifPresent(node -> {
            if (nodes.xenNodes().get(null, node).isEmpty()) {
                create(node);
            }
            pods.changed(node);
        });
        return UpdateControl.noUpdate();
    }

    private void create(String name) {
        Optional<Node> node = nodes.lookUp(name);
        if (node.isEmpty()) {
            LOG.warnf("An agent's pod names node %s, but there is no such Node: no XenNode is made", name);
            return;
        }
        XenNode xenNode = new XenNode();
        xenNode.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName(name)
                        .withUid(node.get().getMetadata().getUid())
                        .build())
                .build());
        try {
            client.resource(xenNode).create();
            LOG.infof("XenNode %s is made for the agent's pod there", name);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }
}
