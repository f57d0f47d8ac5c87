package dev.ioreq.playground.story;

import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.ProbedServer;
import dev.ioreq.hypervisor.simulated.SimulatedHypervisorClient;
import dev.ioreq.playground.node.SimulatedNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a node's hypervisor itself says, asked past agent and operator. */
final class HypervisorView {
    private HypervisorView() {}

    /** The ids of the IOREQ servers that exist, by the name of their guest. */
    static Map<String, List<Integer>> serverIds(SimulatedNode node) throws Exception {
        try (Hypervisor hypervisor =
                SimulatedHypervisorClient.connect(node.layout().hypervisorSocket())) {
            var ids = new TreeMap<String, List<Integer>>();
            for (Domain domain : hypervisor.domains()) {
                ids.put(
                        domain.identity().name(),
                        hypervisor.probeIoreqServers(domain.identity().id()).stream()
                                .map(ProbedServer::id)
                                .map(id -> id.value())
                                .toList());
            }
            return ids;
        }
    }
}
