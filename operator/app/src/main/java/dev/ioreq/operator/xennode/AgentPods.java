package dev.ioreq.operator.xennode;

import dev.ioreq.operator.agents.AgentEndpoint;
import dev.ioreq.operator.caches.ControllerCache;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The pods of the agents' DaemonSet, and who wants to know when the one of a node changed. */
@Singleton
public final class AgentPods {

    /** Label selector of the agents' pods. */
    static final String SELECTOR = "app.kubernetes.io/name=ioreq-agent";

    private static final String BY_NODE = "node";

    private final ControllerCache<Pod> pods = new ControllerCache<>();
    private volatile Consumer<ResourceID> changed = node -> {};

    ControllerCache<Pod> cache() {
        return pods;
    }

    static Map<String, Function<Pod, List<String>>> indexes() {
        return Map.of(BY_NODE, pod -> node(pod).map(List::of).orElse(List.of()));
    }

    void listen(Consumer<ResourceID> changed) {
        this.changed = changed;
    }

    /** Something of the agent's pod on the node has changed. */
    void changed(String node) {
        changed.accept(new ResourceID(node));
    }

    /** Where the agent on the node listens: the newest pod there that has an address and is not on its way out. */
    Optional<AgentEndpoint> endpoint(String node, int port) {
        return pods.byIndex(BY_NODE, node).stream()
                .filter(pod -> !pod.isMarkedForDeletion()
                        && pod.getStatus() != null
                        && pod.getStatus().getPodIP() != null
                        && "Running".equals(pod.getStatus().getPhase()))
                .max(Comparator.comparing(
                        pod -> Optional.ofNullable(pod.getMetadata().getCreationTimestamp())
                                .orElse("")))
                .map(pod -> new AgentEndpoint(pod.getStatus().getPodIP(), port));
    }

    static Optional<String> node(Pod pod) {
        return Optional.ofNullable(pod.getSpec())
                .map(spec -> spec.getNodeName())
                .filter(name -> !name.isEmpty());
    }
}
