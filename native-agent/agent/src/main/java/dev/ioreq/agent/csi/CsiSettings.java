package dev.ioreq.agent.csi;

import java.nio.file.Path;
import java.util.Optional;

/**
 * @param endpoint the driver's socket; the kubelet must see it by the same path
 * @param registrationDirectory where the kubelet looks for plugins; without it nobody is told of the driver
 * @param targets the kubelet's directory of pods: nothing is published outside of it
 */
public record CsiSettings(Path endpoint, Optional<Path> registrationDirectory, Publishing publishing, Path targets) {

    /** How a handover gets to a pod. */
    public enum Publishing {
        /** A bind mount: for containers; needs privilege. */
        MOUNT,
        /** A symbolic link: for pods that are plain processes. */
        LINK
    }
}
