package dev.ioreq.playground.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.Server;
import dev.ioreq.playground.apiserver.story.EmbeddedStage;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API server takes what kustomize makes, and has nothing to change when it is given again. */
class ApplyTest {
    /** Served by operators of others, which are not there. */
    private static final Set<String> OTHERS = Set.of("monitoring.coreos.com/v1", "cert-manager.io/v1");

    private static Server server;
    private static KubernetesClient client;
    private static Installation installation;

    @BeforeAll
    static void start() {
        server = Server.start();
        client = server.fabric8(EmbeddedStage.ADMIN_TOKEN);
        installation = new Installation(client);
        Installation.types().forEach(file -> Manifests.documents(file).forEach(installation::apply));
        installation.apply(Manifests.documents(Manifests.ROOT.resolve("base/namespace.yaml"))
                .get(0));
        installation.apply(Manifests.documents(Manifests.ROOT.resolve("examples/namespace.yaml"))
                .get(0));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crds", "gitops/crds", "base", "overlays/simulated", "overlays/production", "examples"})
    void theServerWouldTakeAllOfIt(String directory) {
        List<ObjectNode> objects = ours(directory);

        assertThat(objects).isNotEmpty().allSatisfy(object -> assertThat(installation.dryRun(object))
                .as(Manifests.id(object))
                .isNotNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"crds", "overlays/simulated", "overlays/production", "examples"})
    void appliedTwiceNothingChanges(String directory) {
        List<ObjectNode> objects = ours(directory);
        objects.forEach(installation::apply);
        List<String> before = versions(objects);

        assertThat(versions(objects)).isEqualTo(before);
    }

    @Test
    void aFieldThatTheServerDoesNotKnowIsRefused() {
        ObjectNode budget = Manifests.documents(Manifests.ROOT.resolve("base/operator-disruption-budget.yaml"))
                .get(0);
        ((ObjectNode) budget.path("spec")).put("minimum", 1);

        assertThatThrownBy(() -> installation.dryRun(budget))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("minimum");
    }

    private static List<ObjectNode> ours(String directory) {
        return Stream.of(Manifests.kustomized(directory))
                .flatMap(List::stream)
                .filter(object -> !OTHERS.contains(object.path("apiVersion").asText()))
                .toList();
    }

    private static List<String> versions(List<ObjectNode> objects) {
        return objects.stream()
                .map(object -> Manifests.id(object) + " "
                        + installation.apply(object).getMetadata().getResourceVersion())
                .toList();
    }
}
