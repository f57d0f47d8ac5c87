package dev.ioreq.playground.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The inline volume through which a pod gets the handover socket of its server: CSI driver {@value #DRIVER}. The driver is asked as
 * a kubelet asks it: with the pod's identity beside the volume's attributes, and a place below the pod's directory.
 *
 * @param volumes the directory of this pod's volumes
 * @param node has that directory
 */
record HandoverVolume(VolumeDriver driver, Path volumes, Volumes node) {
    static final String DRIVER = "handover.ioreq.dev";

    private static final String POD_INFO = "csi.storage.k8s.io/";

    static boolean is(Volume volume) {
        return volume.getCsi() != null && DRIVER.equals(volume.getCsi().getDriver());
    }

    /**
     * Publishes the volume; where the node has it.
     *
     * @throws RefusedPod when the driver refuses, or (for now) does not offer the handover yet
     */
    Path publish(Pod pod, Volume volume) throws RefusedPod {
        Path target = target(volume);
        try {
            node.make(target.getParent());
            driver.publish(id(pod, volume), target, context(pod, volume));
            return node.published(target);
        } catch (IOException e) {
            throw new UncheckedIOException("volume " + volume.getName() + " at " + target, e);
        }
    }

    /**
     * Takes back what was published; nothing else is asked of the driver.
     *
     * @throws IOException when the driver refuses or does not answer
     */
    void unpublish(Pod pod, Volume volume) throws IOException {
        Path target;
        try {
            target = target(volume);
        } catch (RefusedPod neverPublished) {
            return;
        }
        if (node.exists(target)) {
            driver.unpublish(id(pod, volume), target);
        }
    }

    private Path target(Volume volume) throws RefusedPod {
        return volumes.resolve("kubernetes.io~csi")
                .resolve(PathSegment.require("volumes: name", volume.getName()))
                .resolve("mount");
    }

    private static String id(Pod pod, Volume volume) {
        return "csi-" + pod.getMetadata().getUid() + "-" + volume.getName();
    }

    private static Map<String, String> context(Pod pod, Volume volume) {
        Map<String, String> context = new HashMap<>(
                Optional.ofNullable(volume.getCsi().getVolumeAttributes()).orElse(Map.of()));
        context.put(POD_INFO + "pod.name", pod.getMetadata().getName());
        context.put(POD_INFO + "pod.namespace", pod.getMetadata().getNamespace());
        context.put(POD_INFO + "pod.uid", pod.getMetadata().getUid());
        context.put(
                POD_INFO + "serviceAccount.name",
                Optional.ofNullable(pod.getSpec().getServiceAccountName()).orElse("default"));
        context.put(POD_INFO + "ephemeral", "true");
        return context;
    }
}
