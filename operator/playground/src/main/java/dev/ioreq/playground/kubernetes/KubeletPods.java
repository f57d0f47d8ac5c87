package dev.ioreq.playground.kubernetes;

import dev.ioreq.playground.pods.Pods;
import dev.ioreq.playground.pods.RunningContainer;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The pods that the lab's kubelet runs: what the API says of them, and their processes and logs as this machine has them. */
final class KubeletPods implements Pods {
    private static final String LOG = ".log";

    private final KubernetesClient client;
    private final Path logs;

    /** @param logs the kubelet's directory of logs: {@code <namespace>_<name>_<uid>/<container>/<restarts>.log} */
    KubeletPods(KubernetesClient client, Path logs) {
        this.client = client;
        this.logs = logs;
    }

    @Override
    public Optional<RunningContainer> running(String namespace, String pod, String container) {
        return pod(namespace, pod)
                .flatMap(found -> found.getStatus().getContainerStatuses().stream()
                        .filter(status -> status.getName().equals(container))
                        .filter(status -> status.getState().getRunning() != null)
                        .findFirst())
                .map(ContainerStatus::getContainerID)
                .flatMap(KubeletContainer::of);
    }

    /** Of containers that have ended, a kubelet keeps the last one's log only. */
    @Override
    public List<Path> logs(String namespace, String pod, String container) {
        Optional<Path> directory = pod(namespace, pod)
                .map(found -> logs.resolve(namespace + "_" + pod + "_"
                                + found.getMetadata().getUid())
                        .resolve(container))
                .filter(Files::isDirectory);
        if (directory.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.get())) {
            return files.filter(file -> file.getFileName().toString().endsWith(LOG))
                    .sorted(Comparator.comparingInt(KubeletPods::restarts))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int restarts(Path log) {
        String name = log.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.length() - LOG.length()));
    }

    @Override
    public List<Long> pids() {
        return client.pods().inAnyNamespace().withField("spec.nodeName", LabNode.NAME).list().getItems().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getState().getRunning() != null)
                .flatMap(status -> KubeletContainer.of(status.getContainerID()).stream())
                .map(RunningContainer::pid)
                .toList();
    }

    private Optional<Pod> pod(String namespace, String name) {
        return Optional.ofNullable(
                        client.pods().inNamespace(namespace).withName(name).get())
                .filter(pod -> LabNode.NAME.equals(pod.getSpec().getNodeName()));
    }
}
