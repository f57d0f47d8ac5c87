package dev.ioreq.playground.pods;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The nodes whose pods are to be run.
 *
 * @param handover node name to the directory in which the node's agent offers its handovers
 */
public record NodeDirectories(Map<String, Path> handover) {
    public NodeDirectories {
        handover = Map.copyOf(handover);
    }

    Set<String> names() {
        return handover.keySet();
    }

    Path handover(String node) {
        return handover.get(node);
    }
}
