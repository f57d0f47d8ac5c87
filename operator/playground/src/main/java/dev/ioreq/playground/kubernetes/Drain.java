package dev.ioreq.playground.kubernetes;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;

/**
 * Takes the emulators from the kubelet's node while operator and agent still live: a kubelet does not let a pod go whose volume
 * nobody takes back.
 */
public final class Drain implements AutoCloseable {
    private static final Duration PODS_GO = Duration.ofSeconds(90);

    private final KubernetesClient client;

    public Drain(KubernetesClient client) {
        this.client = client;
    }

    /** @throws IllegalStateException when pods are still there after 90 s */
    @Override
    public void close() throws InterruptedException {
        client.resources(IoreqServer.class).inAnyNamespace().delete();
        Gone.await("pods of node " + LabNode.NAME, this::pods, PODS_GO, "the kubelet's log says why");
    }

    private List<String> pods() {
        return client.pods().inAnyNamespace().withField("spec.nodeName", LabNode.NAME).list().getItems().stream()
                .map(Pod::getMetadata)
                .map(pod -> pod.getNamespace() + "/" + pod.getName())
                .toList();
    }
}
