package dev.ioreq.operator.ioreqserver;

import dev.ioreq.operator.emulatorpod.PodStore;
import dev.ioreq.operator.emulatorpod.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Pods in a map. A pod that is deleted is gone at once. */
final class MemoryPods implements PodStore {

    private final Map<String, Pod> pods = new TreeMap<>();
    private final Clock clock;
    private int made;
    private Optional<String> refusal = Optional.empty();

    MemoryPods(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<PodView> find(String namespace, String name) {
        return lookUp(namespace, name);
    }

    @Override
    public Optional<PodView> lookUp(String namespace, String name) {
        return pod(namespace, name).map(PodView::of);
    }

    @Override
    public Creation create(Pod pod) {
        if (refusal.isPresent()) {
            return new Creation.Refused(refusal.get());
        }
        String key = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
        pods.computeIfAbsent(key, absent -> {
            made++;
            return new PodBuilder(pod)
                    .editMetadata()
                    .withUid("pod-" + made)
                    .withCreationTimestamp(clock.instant().toString())
                    .endMetadata()
                    .withNewStatus()
                    .withPhase("Running")
                    .endStatus()
                    .build();
        });
        return new Creation.Created(PodView.of(pods.get(key)));
    }

    @Override
    public void delete(String namespace, String name, boolean atOnce) {
        pods.remove(namespace + "/" + name);
    }

    void refuses(String why) {
        refusal = Optional.of(why);
    }

    void put(Pod pod) {
        pods.put(pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName(), pod);
    }

    void change(String namespace, String name, UnaryOperator<Pod> change) {
        pods.computeIfPresent(namespace + "/" + name, (key, pod) -> change.apply(pod));
    }

    Optional<Pod> pod(String namespace, String name) {
        return Optional.ofNullable(pods.get(namespace + "/" + name));
    }

    int made() {
        return made;
    }
}
