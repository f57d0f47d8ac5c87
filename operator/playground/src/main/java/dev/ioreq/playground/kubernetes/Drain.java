package dev.ioreq.playground.kubernetes;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
        long deadline = System.nanoTime() + PODS_GO.toNanos();
        while (!pods().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("pods " + pods() + " are still on node " + LabNode.NAME + " "
                        + PODS_GO.toSeconds() + " s after their servers were deleted: the kubelet's log says why");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private List<String> pods() {
        return client.pods().inAnyNamespace().withField("spec.nodeName", LabNode.NAME).list().getItems().stream()
                .map(Pod::getMetadata)
                .map(pod -> pod.getNamespace() + "/" + pod.getName())
                .toList();
    }
}
