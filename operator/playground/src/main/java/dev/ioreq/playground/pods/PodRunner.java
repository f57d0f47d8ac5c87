package dev.ioreq.playground.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kubelet of the nodes: follows the pods bound to them and has each run by a {@link PodLifecycle} in a lane of its
 * own. Pods of other nodes, and pods without a node, are not its business.
 */
public final class PodRunner implements Pods, AutoCloseable {
    private static final int THREADS = 4;

    private final KubernetesClient client;
    private final Map<String, PodNode> nodes;
    private final Path directory;
    private final Clock clock;
    private final CsiClient csi = new CsiClient();
    private final Lanes lanes = new Lanes("pods", THREADS);
    private final Map<String, NodePod> pods = new ConcurrentHashMap<>();
    private SharedIndexInformer<Pod> informer;

    /**
     * @param nodes whose pods are run here, by name
     * @param directory where logs are kept: {@code <namespace>_<name>_<uid>/<container>/<restarts>.log},
     *     as in a kubelet's {@code /var/log/pods}
     */
    public PodRunner(KubernetesClient client, Map<String, PodNode> nodes, Path directory, Clock clock) {
        this.client = client;
        this.nodes = Map.copyOf(nodes);
        this.directory = directory;
        this.clock = clock;
    }

    /** Begins to follow the pods. Returns when all that exist have been seen. */
    public void start() {
        informer = client.pods().inAnyNamespace().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                seen(pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                if (!before.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
                    gone(before);
                }
                seen(pod);
            }

            @Override
            public void onDelete(Pod pod, boolean finalStateUnknown) {
                gone(pod);
            }
        });
    }

    private void seen(Pod pod) {
        String node = pod.getSpec().getNodeName();
        if (node == null || !nodes.containsKey(node)) {
            return;
        }
        String uid = pod.getMetadata().getUid();
        lanes.run(uid, () -> {
            NodePod running = pods.computeIfAbsent(uid, key -> host(pod));
            running.lifecycle().observe(pod);
            running.sync();
        });
    }

    private void gone(Pod pod) {
        String uid = pod.getMetadata().getUid();
        lanes.run(uid, () -> {
            NodePod running = pods.get(uid);
            if (running != null) {
                running.lifecycle().observeGone();
                running.sync();
            }
        });
    }

    private NodePod host(Pod pod) {
        var metadata = pod.getMetadata();
        String name = metadata.getNamespace() + "_" + metadata.getName() + "_" + metadata.getUid();
        Path place = directory.resolve(name);
        PodNode node = nodes.get(pod.getSpec().getNodeName());
        var plan = new LaunchPlan(
                node.images(), csi.at(node.csi()), node.pods().resolve(name).resolve("volumes"), node.volumes());
        return new NodePod(pod, plan, place, new PodApi(client), lanes, clock, () -> pods.remove(metadata.getUid()));
    }

    @Override
    public Optional<RunningContainer> running(String namespace, String pod, String container) {
        return pods.values().stream()
                .filter(candidate -> candidate.is(namespace, pod))
                .flatMap(candidate -> candidate.running(container).stream())
                .findFirst();
    }

    @Override
    public List<Path> logs(String namespace, String pod, String container) {
        return pods.values().stream()
                .filter(candidate -> candidate.is(namespace, pod))
                .findFirst()
                .map(candidate -> candidate.logs(container))
                .orElse(List.of());
    }

    @Override
    public List<Long> pids() {
        return pods.values().stream()
                .flatMap(pod -> pod.pids().stream())
                .distinct()
                .toList();
    }

    /** Ends all containers (SIGTERM, then SIGKILL) without telling the API: the whole node goes down. */
    @Override
    public void close() throws InterruptedException {
        if (informer != null) {
            informer.close();
        }
        lanes.close();
        csi.close();
        NodeShutdown.end(
                pods.values().stream().flatMap(pod -> pod.running().stream()).toList());
    }
}
