package dev.ioreq.playground.pods;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The nodes whose pods are to be run.
 *
 * @param csi node name to the socket of the node's CSI driver
 */
public record NodeEndpoints(Map<String, Path> csi) {
    public NodeEndpoints {
        csi = Map.copyOf(csi);
    }

    Set<String> names() {
        return csi.keySet();
    }

    Path csi(String node) {
        return csi.get(node);
    }
}
