package dev.ioreq.playground.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchPlanTest {
    private static final String POD =
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-1-console-emulator, namespace: demo, uid: 3f1c}
            spec:
              nodeName: xen-a
              containers:
              - name: emulator
                image: ioreq-emulator:0.1.0
                args: [--device, "console=uart16550"]
                env:
                - {name: IOREQ_HANDOVER_SOCKET, value: /run/ioreq/handover.sock}
                - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
                volumeMounts:
                - {name: handover, mountPath: /run/ioreq}
              volumes:
              - name: handover
                csi: {driver: handover.ioreq.dev, volumeAttributes: {ioreq.dev/key: KEY}}
            """;

    @TempDir
    Path node;

    private LaunchPlan plan;

    @BeforeEach
    void aNodeWithOneImage() throws IOException {
        var images = new ContainerImages(Map.of("ioreq-emulator:0.1.0", launch -> {
            throw new AssertionError("a plan starts nothing");
        }));
        plan = new LaunchPlan(images, Files.createDirectory(node.resolve("h")), node.resolve("scratch"));
    }

    @Test
    void whatLiesBelowTheMountPathIsFoundInTheNodesHandoverDirectory() throws Exception {
        Files.createDirectory(node.resolve("h/7d2a-11"));

        ContainerLaunch launch = plan(POD.replace("KEY", "7d2a-11"));

        assertThat(launch.environment())
                .containsEntry(
                        "IOREQ_HANDOVER_SOCKET",
                        node.resolve("h/7d2a-11/handover.sock").toString())
                .containsEntry("NODE", "xen-a")
                .hasSize(2);
        assertThat(launch.arguments()).containsExactly("--device", "console=uart16550");
    }

    @Test
    void aPodWaitsUntilTheAgentOffersItsHandover() {
        assertThatThrownBy(() -> plan(POD.replace("KEY", "7d2a-11")))
                .isInstanceOfSatisfying(RefusedPod.class, refused -> assertThat(refused.reason())
                        .isEqualTo("ContainerCreating"))
                .hasMessageContaining("7d2a-11");
    }

    @Test
    void aKeyThatNamesAnotherPlaceIsRefused() {
        for (String key : new String[] {"..", "../h", "a/b", "\"\"", "/etc", "a".repeat(65)}) {
            assertThatThrownBy(() -> plan(POD.replace("KEY", key)))
                    .as(key)
                    .isInstanceOf(RefusedPod.class)
                    .hasMessageContaining("ioreq.dev/key");
        }
    }

    @Test
    void anUnknownImageIsRefusedAsAKubeletDoes() {
        assertThatThrownBy(() -> plan(POD.replace("ioreq-emulator:0.1.0", "qemu:9")))
                .isInstanceOfSatisfying(RefusedPod.class, refused -> assertThat(refused.reason())
                        .isEqualTo("ErrImagePull"))
                .hasMessageContaining("qemu:9")
                .hasMessageContaining("ioreq-emulator:0.1.0");
    }

    @Test
    void aVolumeThisNodeDoesNotKnowIsRefusedByName() {
        assertThatThrownBy(() -> plan(POD.replace("handover.ioreq.dev", "nfs.example.org")))
                .isInstanceOf(RefusedPod.class)
                .hasMessageContaining("volume handover");
    }

    private ContainerLaunch plan(String yaml) throws RefusedPod {
        Pod pod = Serialization.unmarshal(yaml, Pod.class);
        return plan.of(pod, pod.getSpec().getContainers().get(0), node.resolve("0.log"));
    }
}
