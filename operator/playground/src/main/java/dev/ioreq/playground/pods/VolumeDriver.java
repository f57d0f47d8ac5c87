package dev.ioreq.playground.pods;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A node's driver of inline volumes. Both calls may be repeated. */
interface VolumeDriver {
    /**
     * Makes a volume appear at the target, whose parent exists.
     *
     * @param context the volume's attributes, and who asks
     * @throws RefusedPod when the driver refuses, or does not answer (yet)
     */
    void publish(String volume, Path target, Map<String, String> context) throws RefusedPod;

    /**
     * Nothing is at the target afterwards.
     *
     * @throws IOException when the driver refuses or does not answer
     */
    void unpublish(String volume, Path target) throws IOException;
}
