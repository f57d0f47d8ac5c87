package dev.ioreq.playground.pods;

import io.fabric8.kubernetes.api.model.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The inline volume through which a pod gets the handover socket of its server: CSI driver {@value #DRIVER}, with the server's
 * key as the volume attribute {@value #KEY}.
 */
final class HandoverVolume {
    static final String DRIVER = "handover.ioreq.dev";
    static final String KEY = "ioreq.dev/key";

    private HandoverVolume() {}

    static boolean is(Volume volume) {
        return volume.getCsi() != null && DRIVER.equals(volume.getCsi().getDriver());
    }

    /**
     * The node's directory for the volume.
     *
     * @param handoverDirectory where the node's agent offers its handovers, a directory a key
     * @throws RefusedPod when the key names no directory, or (for now) one that the agent has not made yet
     */
    static Path directory(Path handoverDirectory, Volume volume) throws RefusedPod {
        Map<String, String> attributes =
                Optional.ofNullable(volume.getCsi().getVolumeAttributes()).orElse(Map.of());
        String key = PathSegment.require(
                "volumes: " + volume.getName() + ": csi.volumeAttributes[" + KEY + "]", attributes.get(KEY));
        Path directory = handoverDirectory.resolve(key);
        if (!Files.isDirectory(directory)) {
            throw new RefusedPod(
                    RefusedPod.NOT_YET,
                    "volume " + volume.getName() + ": the node's agent does not offer a handover for " + key + " yet");
        }
        return directory;
    }
}
