package dev.ioreq.operator.agents;

import dev.ioreq.protocol.agent.Node;
import dev.ioreq.protocol.agent.ServerState;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a node.
 *
 * @param name the Kubernetes node's name
 * @param link whether its agent is heard now
 * @param inventory what its agent said last; empty before the first word since the operator started
 * @param servers what the agent holds, by key, as last said; a live view
 */
public record ObservedNode(String name, LinkState link, Optional<Node> inventory, Map<String, ServerState> servers) {

    /** Whether the agent has been heard since the operator started. */
    public boolean everHeard() {
        return inventory.isPresent();
    }
}
