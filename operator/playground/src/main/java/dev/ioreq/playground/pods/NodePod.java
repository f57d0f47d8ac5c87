package dev.ioreq.playground.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A pod on a node: its lifecycle, with the node's effects around it, in its own lane. */
final class NodePod implements PodHost {
    private static final System.Logger LOG = System.getLogger(NodePod.class.getName());
    private static final Duration API_RETRY = Duration.ofSeconds(1);

    private final Pod first;
    private final LaunchPlan plan;
    private final Path place;
    private final PodApi api;
    private final Lanes lanes;
    private final Runnable forget;
    private final PodLifecycle lifecycle;

    NodePod(Pod pod, LaunchPlan plan, Path place, PodApi api, Lanes lanes, Clock clock, Runnable forget) {
        this.first = pod;
        this.plan = plan;
        this.place = place;
        this.api = api;
        this.lanes = lanes;
        this.forget = forget;
        this.lifecycle = new PodLifecycle(pod, this, clock);
    }

    PodLifecycle lifecycle() {
        return lifecycle;
    }

    boolean is(String namespace, String name) {
        return first.getMetadata().getNamespace().equals(namespace)
                && first.getMetadata().getName().equals(name);
    }

    Optional<RunningContainer> running(String container) {
        return lifecycle.running(container);
    }

    List<Long> pids() {
        return running().stream()
                .flatMap(container -> container.pidsHere().stream())
                .toList();
    }

    List<RunningContainer> running() {
        return first.getSpec().getContainers().stream()
                .map(Container::getName)
                .flatMap(container -> lifecycle.running(container).stream())
                .toList();
    }

    /** The container's log files that exist, oldest first. */
    List<Path> logs(String container) {
        return IntStream.iterate(0, restarts -> restarts + 1)
                .mapToObj(restarts -> log(container, restarts))
                .takeWhile(Files::exists)
                .toList();
    }

    private Path log(String container, int restarts) {
        return place.resolve(container).resolve(restarts + ".log");
    }

    /** In this pod's lane only. */
    void sync() {
        try {
            lifecycle.sync().ifPresent(this::syncAfter);
        } catch (KubernetesClientException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "pod " + place.getFileName() + ": the API server refused: " + e.getMessage() + "; trying again in "
                            + API_RETRY.toSeconds() + " s");
            syncAfter(API_RETRY);
        }
        if (lifecycle.over() && released()) {
            forget.run();
        }
    }

    /** Whether the pod's volumes are back with their driver; otherwise that is tried again soon. */
    private boolean released() {
        try {
            plan.release(first);
            return true;
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "pod " + place.getFileName() + ": " + e.getMessage() + "; trying again in " + API_RETRY.toSeconds()
                            + " s");
            syncAfter(API_RETRY);
            return false;
        }
    }

    private void syncAfter(Duration delay) {
        lanes.runAfter(delay, key(), this::sync);
    }

    private String key() {
        return first.getMetadata().getUid();
    }

    @Override
    public ContainerLaunch plan(Pod pod, String container, int restarts) throws RefusedPod, IOException {
        Container declared = pod.getSpec().getContainers().stream()
                .filter(candidate -> candidate.getName().equals(container))
                .findFirst()
                .orElseThrow();
        Path log = log(container, restarts);
        ContainerLaunch launch = plan.of(pod, declared, log);
        Files.createDirectories(log.getParent());
        return launch;
    }

    @Override
    public RunningContainer start(ContainerLaunch launch) throws IOException {
        return plan.images().start(launch);
    }

    @Override
    public void publish(Pod pod, PodStatus status) {
        api.publish(pod, status);
    }

    @Override
    public void remove(Pod pod) {
        if (released()) {
            api.remove(pod);
        }
    }

    @Override
    public void wake() {
        lanes.run(key(), this::sync);
    }
}
