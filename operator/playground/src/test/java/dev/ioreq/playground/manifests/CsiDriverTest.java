package dev.ioreq.playground.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agents of an overlay as the kubelet finds them: where they listen, and where they mount. */
class CsiDriverTest {
    private static final String KUBELET = "/var/lib/kubelet/";

    @ParameterizedTest
    @ValueSource(strings = {"overlays/simulated", "overlays/production"})
    void theDriverGivesInlineVolumesAndIsToldWhichPodAsks(String overlay) {
        JsonNode driver = Manifests.find(Manifests.kustomized(overlay), "CSIDriver", "handover.ioreq.dev");

        assertThat(driver.at("/spec/podInfoOnMount").asBoolean()).isTrue();
        assertThat(driver.at("/spec/attachRequired").asBoolean(true)).isFalse();
        assertThat(driver.at("/spec/volumeLifecycleModes").toString()).isEqualTo("[\"Ephemeral\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/simulated", "overlays/production"})
    void kubeletAndAgentSeeTheSameFilesByTheSamePaths(String overlay) {
        JsonNode pod = agent(Manifests.kustomized(overlay)).at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");
        Map<String, String> hostPaths = new HashMap<>();
        pod.path("volumes")
                .forEach(volume -> hostPaths.put(
                        volume.path("name").asText(),
                        volume.at("/hostPath/path").asText()));
        Map<String, JsonNode> mounts = new TreeMap<>();
        container
                .path("volumeMounts")
                .forEach(mount -> mounts.put(mount.path("mountPath").asText(), mount));

        assertThat(environment(container))
                .containsEntry("IOREQ_AGENT_CSI_ENDPOINT", KUBELET + "plugins/handover.ioreq.dev/csi.sock")
                .containsEntry("IOREQ_AGENT_CSI_REGISTRATION_DIR", KUBELET + "plugins_registry")
                .containsEntry("IOREQ_AGENT_CSI_TARGETS_DIR", KUBELET + "pods");
        assertThat(mounts)
                .containsKeys(KUBELET + "plugins/handover.ioreq.dev", KUBELET + "plugins_registry", KUBELET + "pods");
        mounts.forEach((path, mount) -> {
            if (path.startsWith(KUBELET)) {
                assertThat(hostPaths.get(mount.path("name").asText())).isEqualTo(path);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/simulated", "overlays/production"})
    void whatTheAgentMountsThePodsSee(String overlay) {
        JsonNode container = agent(Manifests.kustomized(overlay)).at("/spec/template/spec/containers/0");

        for (JsonNode mount : container.path("volumeMounts")) {
            boolean pods = mount.path("mountPath").asText().equals(KUBELET + "pods");
            assertThat(mount.path("mountPropagation").asText()).isEqualTo(pods ? "Bidirectional" : "");
        }
        // Kubernetes lets nobody else mount for others.
        assertThat(container.at("/securityContext/privileged").asBoolean()).isTrue();
    }

    private static ObjectNode agent(List<ObjectNode> objects) {
        return Manifests.find(objects, "DaemonSet", "ioreq-agent");
    }

    private static Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new HashMap<>();
        container
                .path("env")
                .forEach(entry -> environment.put(
                        entry.path("name").asText(), entry.path("value").asText()));
        return environment;
    }
}
