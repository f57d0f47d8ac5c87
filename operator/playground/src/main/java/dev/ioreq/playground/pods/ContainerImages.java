package dev.ioreq.playground.pods;

import java.io.IOException;
import java.util.Map;

/**
 * The images a node can run: here an image is not pulled but is a program of this build.
 *
 * @param byName image reference, as pods write it, to what runs it
 */
public record ContainerImages(Map<String, Runtime> byName) {
    /** Starts containers of one image. */
    @FunctionalInterface
    public interface Runtime {
        /** @throws IOException when the program cannot be started */
        RunningContainer start(ContainerLaunch launch) throws IOException;
    }

    public ContainerImages {
        byName = Map.copyOf(byName);
    }

    boolean has(String image) {
        return byName.containsKey(image);
    }

    RunningContainer start(ContainerLaunch launch) throws IOException {
        return byName.get(launch.image()).start(launch);
    }
}
