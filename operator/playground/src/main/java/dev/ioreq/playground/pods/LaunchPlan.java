package dev.ioreq.playground.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Translates a pod's declaration into what its containers are started with on this node. A process has no mount namespace of
 * its own here: values that lie below a mount path are rewritten to the node's path instead.
 *
 * @param images what the node can run
 * @param driver of this node's handovers
 * @param scratch where the volumes of this pod are made
 * @param node has that place
 */
record LaunchPlan(ContainerImages images, VolumeDriver driver, Path scratch, Volumes node) {

    /**
     * What to start.
     *
     * @throws RefusedPod when the container's declaration asks for what this node does not have
     */
    ContainerLaunch of(Pod pod, Container container, Path log) throws RefusedPod {
        PathSegment.require("containers: name", container.getName());
        if (!images.has(container.getImage())) {
            throw new RefusedPod(
                    "ErrImagePull",
                    "image \"" + container.getImage() + "\": not found; this playground has "
                            + images.byName().keySet().stream().sorted().toList());
        }
        if (!container.getCommand().isEmpty()) {
            throw new RefusedPod(
                    "CreateContainerConfigError",
                    "container " + container.getName()
                            + ": command is set, but this playground runs only an image's own"
                            + " entry point; use args");
        }
        Map<String, Path> mounts = mounts(pod, container);
        var environment = new LinkedHashMap<String, String>();
        for (EnvVar variable : container.getEnv()) {
            environment.put(variable.getName(), onNode(value(pod, variable), mounts));
        }
        return new ContainerLaunch(
                pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName() + "/" + container.getName(),
                container.getImage(),
                container.getArgs().stream()
                        .map(argument -> onNode(argument, mounts))
                        .toList(),
                environment,
                log);
    }

    private Map<String, Path> mounts(Pod pod, Container container) throws RefusedPod {
        var mounts = new LinkedHashMap<String, Path>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            mounts.put(mount.getMountPath(), directory(pod, volume(pod, mount)));
        }
        return mounts;
    }

    private static Volume volume(Pod pod, VolumeMount mount) throws RefusedPod {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(mount.getName()))
                .findFirst()
                .orElseThrow(() -> new RefusedPod(
                        "CreateContainerConfigError",
                        "volumeMounts: the pod has no volume \"" + mount.getName() + "\""));
    }

    /**
     * Gives the volumes of an ended pod back to their driver.
     *
     * @throws IOException when the driver refuses or does not answer; to be tried again
     */
    void release(Pod pod) throws IOException {
        for (Volume volume : pod.getSpec().getVolumes()) {
            if (HandoverVolume.is(volume)) {
                new HandoverVolume(driver, scratch, node).unpublish(pod, volume);
            }
        }
    }

    private Path directory(Pod pod, Volume volume) throws RefusedPod {
        if (HandoverVolume.is(volume)) {
            return new HandoverVolume(driver, scratch, node).publish(pod, volume);
        }
        if (volume.getEmptyDir() != null) {
            try {
                PathSegment.require("volumes: name", volume.getName());
                Path directory = scratch.resolve(volume.getName());
                node.make(directory);
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new RefusedPod(
                "CreateContainerConfigError",
                "volume " + volume.getName() + ": this playground knows emptyDir and the CSI driver "
                        + HandoverVolume.DRIVER + " only");
    }

    private static String value(Pod pod, EnvVar variable) throws RefusedPod {
        if (variable.getValueFrom() == null) {
            return Optional.ofNullable(variable.getValue()).orElse("");
        }
        var field = variable.getValueFrom().getFieldRef();
        String path = field == null ? "" : field.getFieldPath();
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            case "metadata.uid" -> pod.getMetadata().getUid();
            case "spec.nodeName" -> pod.getSpec().getNodeName();
            default ->
                throw new RefusedPod(
                        "CreateContainerConfigError",
                        "env " + variable.getName() + ": valueFrom is known here for fieldRef of metadata.name,"
                                + " metadata.namespace, metadata.uid and spec.nodeName only");
        };
    }

    private static String onNode(String value, Map<String, Path> mounts) {
        for (var mount : mounts.entrySet()) {
            String mountPath = mount.getKey();
            if (value.equals(mountPath) || value.startsWith(mountPath + "/")) {
                return mount.getValue() + value.substring(mountPath.length());
            }
        }
        return value;
    }
}
