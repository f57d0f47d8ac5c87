package dev.ioreq.playground.story;

import dev.ioreq.playground.kubernetes.LabApi;
import dev.ioreq.playground.kubernetes.LabCluster;
import dev.ioreq.playground.launch.Artifacts;
import dev.ioreq.playground.launch.OperatorProgram;
import dev.ioreq.playground.launch.RunDirectory;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Takes the lab's API server for a run: as if nothing had ever been declared, but for the resource types and the operator's rights. */
final class RealControlPlane {
    private RealControlPlane() {}

    /**
     * Clears the cluster and declares what the operator needs there before it starts.
     *
     * @throws IOException when the operator's kubeconfig cannot be written; with the client's exceptions when the API server refuses
     */
    static ControlPlane take(LabCluster lab, RunDirectory run, Artifacts artifacts)
            throws IOException, InterruptedException {
        KubernetesClient client = Clients.of(lab.kubeconfig());
        try {
            var manifests = new Manifests(client);
            var api = new LabApi(client);
            api.declareTypes(manifests.read(artifacts.manifests("crds")));
            api.clear();
            manifests.apply(List.of(Manifests.namespace(OperatorProgram.NAMESPACE)));
            manifests.apply(manifests.read(artifacts.manifests("base/operator-rbac.yaml")));
            Path operator = Kubeconfig.write(
                    run.path().resolve("operator.kubeconfig"),
                    client.getMasterUrl().toString(),
                    authority(client.getConfiguration(), run.path().resolve("kubernetes-ca.crt")),
                    "operator",
                    api.token(OperatorProgram.NAMESPACE, "ioreq-operator"));
            return new ControlPlane(lab.kubeconfig(), operator, client, lab.asked()::snapshot, Optional.empty(), () -> {
                try (client) {
                    api.clear();
                }
            });
        } catch (IOException | InterruptedException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static Path authority(Config config, Path file) throws IOException {
        return Files.writeString(
                file, new String(Base64.getDecoder().decode(config.getCaCertData()), StandardCharsets.US_ASCII));
    }
}
