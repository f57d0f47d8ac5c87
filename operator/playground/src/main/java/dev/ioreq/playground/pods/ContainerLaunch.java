package dev.ioreq.playground.pods;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything a container is started with: the pod's declaration with the node's paths in place of the container's.
 *
 * @param name who it is, for messages: namespace/pod/container
 * @param environment only what the pod declares; nothing of the playground's own
 * @param log the file its output goes to, in the container runtimes' format
 */
public record ContainerLaunch(
        String name, String image, List<String> arguments, Map<String, String> environment, Path log) {
    public ContainerLaunch {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
