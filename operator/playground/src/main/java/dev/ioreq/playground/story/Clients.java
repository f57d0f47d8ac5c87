package dev.ioreq.playground.story;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;

/** Clients of API servers, with patience: while a cluster starts its processors are busy, and everything in it starts late. */
final class Clients {
    private static final int PATIENCE_MILLIS = 60_000;

    private Clients() {}

    static KubernetesClient of(Path kubeconfig) {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setRequestTimeout(PATIENCE_MILLIS);
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
