package dev.ioreq.playground.story;

import dev.ioreq.playground.node.Node;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the hypervisors of all nodes say. */
final class AllServers {
    private AllServers() {}

    /** Server ids by guest, by node. */
    static Map<String, Map<String, List<Integer>>> of(PlaygroundCluster cluster) throws Exception {
        var all = new TreeMap<String, Map<String, List<Integer>>>();
        for (Node node : cluster.nodes()) {
            all.put(node.name(), node.toolstack().serverIds());
        }
        return all;
    }
}
