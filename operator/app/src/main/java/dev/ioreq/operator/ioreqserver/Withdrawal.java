package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.agents.AgentAnswer;
import dev.ioreq.operator.agents.Agents;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.operator.agents.NodePresence;
import dev.ioreq.operator.agents.ObservedNode;
import dev.ioreq.operator.events.EventReason;
import dev.ioreq.operator.events.EventRecorder;
import dev.ioreq.protocol.agent.ServerPhase;
import dev.ioreq.protocol.agent.ServerState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Takes a server back from agents. */
final class Withdrawal {

    /**
     * How far it is.
     *
     * @param pending nodes whose agents still hold the server and know that they shall not
     * @param unheard nodes whose agents may hold it and are not heard
     */
    record Progress(List<String> pending, List<String> unheard) {

        boolean done() {
            return pending.isEmpty() && unheard.isEmpty();
        }
    }

    private final Fleet fleet;
    private final Agents agents;
    private final NodePresence nodes;
    private final EventRecorder events;

    Withdrawal(Fleet fleet, Agents agents, NodePresence nodes, EventRecorder events) {
        this.fleet = fleet;
        this.agents = agents;
        this.nodes = nodes;
        this.events = events;
    }

    /**
     * Tells each of the nodes' agents, as far as they are heard, to release the server. A node that is gone from the cluster holds
     * nothing any more; {@code force} says the same of one that is not heard.
     */
    Progress withdraw(IoreqServer server, Collection<String> from, boolean force) {
        List<String> pending = new ArrayList<>();
        List<String> unheard = new ArrayList<>();
        String key = server.getMetadata().getUid();
        for (String node : from) {
            Optional<ObservedNode> observed = fleet.node(node);
            if (observed.isPresent() && observed.get().link().connected()) {
                release(node, key, pending, unheard);
            } else if (nodes.gone(node)) {
                events.warning(
                        server,
                        ConditionReason.NODE_GONE.toString(),
                        "Node %s is gone, and the server with it: released without its agent".formatted(node));
                fleet.gone(node, key);
            } else {
                unheard.add(node);
            }
        }
        if (force && !unheard.isEmpty()) {
            events.warning(
                    server,
                    EventReason.FORCE_RELEASED.toString(),
                    "Released without a word from the agents of %s, as annotation %s says. If the server is still there, its agent releases it when the operator hears it again"
                            .formatted(String.join(", ", unheard), ServerTeardown.FORCE_RELEASE));
            return new Progress(pending, List.of());
        }
        return new Progress(pending, unheard);
    }

    private void release(String node, String key, List<String> pending, List<String> unheard) {
        Optional<ServerState> held = fleet.server(node, key);
        if (held.isEmpty()) {
            return;
        }
        if (held.get().getPhase() == ServerPhase.RELEASING) {
            pending.add(node);
            return;
        }
        AgentAnswer<Boolean> answer = agents.release(node, key);
        if (answer instanceof AgentAnswer.Answered<Boolean> answered) {
            if (answered.value()) {
                fleet.gone(node, key);
            } else {
                pending.add(node);
            }
        } else {
            unheard.add(node);
        }
    }
}
