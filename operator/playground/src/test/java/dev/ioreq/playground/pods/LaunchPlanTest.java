package dev.ioreq.playground.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private final LinkingDriver driver = new LinkingDriver();
    private LaunchPlan plan;

    @BeforeEach
    void aNodeWithOneImage() throws IOException {
        var images = new ContainerImages(Map.of("ioreq-emulator:0.1.0", launch -> {
            throw new AssertionError("a plan starts nothing");
        }));
        Files.createDirectory(node.resolve("h"));
        plan = new LaunchPlan(images, driver, node.resolve("scratch"), new LocalVolumes());
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
    void theDriverIsToldWhichPodAsks() throws Exception {
        Files.createDirectory(node.resolve("h/7d2a-11"));

        plan(POD.replace("KEY", "7d2a-11"));

        assertThat(driver.told)
                .containsEntry("ioreq.dev/key", "7d2a-11")
                .containsEntry("csi.storage.k8s.io/pod.name", "web-1-console-emulator")
                .containsEntry("csi.storage.k8s.io/pod.namespace", "demo")
                .containsEntry("csi.storage.k8s.io/pod.uid", "3f1c")
                .containsEntry("csi.storage.k8s.io/serviceAccount.name", "default")
                .containsEntry("csi.storage.k8s.io/ephemeral", "true");
    }

    @Test
    void aPodCannotSayItselfWhoItIs() throws Exception {
        Files.createDirectory(node.resolve("h/7d2a-11"));

        plan(POD.replace("KEY", "7d2a-11, csi.storage.k8s.io/pod.name: another"));

        assertThat(driver.told).containsEntry("csi.storage.k8s.io/pod.name", "web-1-console-emulator");
    }

    @Test
    void anEndedPodGivesItsVolumeBackOnce() throws Exception {
        Files.createDirectory(node.resolve("h/7d2a-11"));
        Pod pod = Serialization.unmarshal(POD.replace("KEY", "7d2a-11"), Pod.class);
        plan.release(pod);
        plan.of(pod, pod.getSpec().getContainers().get(0), node.resolve("0.log"));

        plan.release(pod);
        plan.release(pod);

        assertThat(driver.takenBack).isEqualTo(1);
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

    /** Links to the directory of the key below {@code h}, as the agent does. */
    private final class LinkingDriver implements VolumeDriver {
        private Map<String, String> told = Map.of();
        private int takenBack;

        @Override
        public void publish(String volume, Path target, Map<String, String> context) throws RefusedPod {
            told = context;
            Path source = node.resolve("h").resolve(context.get("ioreq.dev/key"));
            if (!Files.isDirectory(source)) {
                throw new RefusedPod(RefusedPod.NOT_YET, source + " is not offered yet");
            }
            try {
                Files.createSymbolicLink(target, source);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void unpublish(String volume, Path target) throws IOException {
            takenBack++;
            Files.delete(target);
        }
    }
}
