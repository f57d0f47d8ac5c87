package dev.ioreq.playground.story;

import dev.ioreq.playground.node.SimulatedNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the hypervisors of all nodes say. */
final class AllServers {
    private AllServers() {}

    /** Server ids by guest, by node. */
    static Map<String, Map<String, List<Integer>>> of(PlaygroundCluster cluster) throws Exception {
        var all = new TreeMap<String, Map<String, List<Integer>>>();
        for (SimulatedNode node : cluster.nodes()) {
            all.put(node.name(), HypervisorView.serverIds(node));
        }
        return all;
    }
}
