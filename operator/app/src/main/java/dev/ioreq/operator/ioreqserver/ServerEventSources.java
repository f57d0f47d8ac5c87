package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.caches.LeanStore;
import dev.ioreq.operator.emulatorpod.ClusterPods;
import dev.ioreq.operator.emulatorpod.PodNames;
import dev.ioreq.operator.emulatorpod.PodView;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Optional;
import java.util.stream.Collectors;

/** What besides the servers themselves makes us look at servers: their pods, the grants, and nodes that go. One informer each. */
final class ServerEventSources {

    private final InformerEventSource<Pod, IoreqServer> pods;
    private final InformerEventSource<DomainGrant, IoreqServer> grants;
    private final InformerEventSource<Node, IoreqServer> nodes;

    ServerEventSources(EventSourceContext<IoreqServer> context, Servers servers) {
        pods = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Pod.class, IoreqServer.class)
                        .withName("emulator-pods")
                        .withLabelSelector(PodNames.MANAGED_BY + "=" + PodNames.OPERATOR)
                        .withItemStore(new LeanStore<>(ServerEventSources::onlyWhatIsRead))
                        .withOnUpdateFilter(
                                (after, before) -> !PodView.of(after).equals(PodView.of(before)))
                        .build(),
                context);
        grants = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(DomainGrant.class, IoreqServer.class)
                        .withName("grants")
                        .withItemStore(new LeanStore<>())
                        .withOnUpdateFilter((after, before) -> !after.getMetadata()
                                        .getGeneration()
                                        .equals(before.getMetadata().getGeneration())
                                || after.isMarkedForDeletion() != before.isMarkedForDeletion())
                        .withSecondaryToPrimaryMapper(grant -> servers.all().stream()
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .build(),
                context);
        nodes = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Node.class, IoreqServer.class)
                        .withName("nodes")
                        .withItemStore(new LeanStore<>(node -> {
                            node.setSpec(new NodeSpec());
                            node.setStatus(new NodeStatus());
                        }))
                        .withOnAddFilter(node -> false)
                        .withOnUpdateFilter((after, before) -> false)
                        .withSecondaryToPrimaryMapper(
                                node -> servers.on(node.getMetadata().getName()).stream()
                                        .map(ResourceID::fromResource)
                                        .collect(Collectors.toSet()))
                        .build(),
                context);
    }

    InformerEventSource<Pod, IoreqServer> pods() {
        return pods;
    }

    InformerEventSource<DomainGrant, IoreqServer> grants() {
        return grants;
    }

    InformerEventSource<Node, IoreqServer> nodes() {
        return nodes;
    }

    ClusterPods.Cache podCache() {
        return new ClusterPods.Cache() {
            @Override
            public Optional<Pod> get(String namespace, String name) {
                return pods.get(new ResourceID(name, namespace));
            }

            @Override
            public void created(Pod pod) {
                pods.handleRecentResourceCreate(ResourceID.fromResource(pod), pod);
            }
        };
    }

    private static void onlyWhatIsRead(Pod pod) {
        if (pod.getSpec() != null) {
            pod.setSpec(new PodSpecBuilder()
                    .withNodeName(pod.getSpec().getNodeName())
                    .build());
        }
    }
}
