package dev.ioreq.operator.agents;

import dev.ioreq.operator.agents.AgentAnswer.Unreachable;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.ServerState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Which agent serves which node: one link to each node that has one. Thread safe. */
public final class AgentDirectory implements Agents, AutoCloseable {

    private final AgentChannels channels;
    private final Fleet fleet;
    private final Backoff backoff;
    private final ScheduledExecutorService timer;
    private final Map<String, AgentLink> links = new HashMap<>();

    /** Knows no agent yet. */
    public AgentDirectory(AgentChannels channels, Fleet fleet, Backoff backoff, ScheduledExecutorService timer) {
        this.channels = channels;
        this.fleet = fleet;
        this.backoff = backoff;
        this.timer = timer;
    }

    /** From now on the node's agent is the one at this endpoint. Does nothing if it is so already. */
    public void connect(String node, AgentEndpoint endpoint) {
        AgentLink before;
        AgentLink after;
        synchronized (links) {
            before = links.get(node);
            if (before != null && before.endpoint().equals(endpoint)) {
                return;
            }
            after = new AgentLink(node, endpoint, channels.open(node, endpoint), fleet, backoff, timer);
            links.put(node, after);
        }
        if (before != null) {
            before.close();
        }
        fleet.calling(node, endpoint.toString());
        after.start();
    }

    /** The node has no agent at present; {@code why} says where it was looked for. What was heard of it stays known. */
    public void disconnect(String node, String why) {
        AgentLink before;
        synchronized (links) {
            before = links.remove(node);
        }
        if (before != null) {
            before.close();
        }
        fleet.silent(node, why);
    }

    /** Only these nodes exist: every other one is disconnected and forgotten. */
    public void retain(Collection<String> nodes) {
        List<String> gone = fleet.nodes().stream()
                .map(ObservedNode::name)
                .filter(node -> !nodes.contains(node))
                .toList();
        for (String node : gone) {
            disconnect(node, "there is no XenNode of this name any more");
            fleet.forget(node);
        }
    }

    @Override
    public AgentAnswer<ServerState> apply(String node, DeclaredServer server) {
        return link(node)
                .map(link -> link.apply(server))
                .orElseGet(() -> new Unreachable<>("node " + node + " has no agent"));
    }

    @Override
    public AgentAnswer<Boolean> release(String node, String key) {
        return link(node)
                .map(link -> link.release(key))
                .orElseGet(() -> new Unreachable<>("node " + node + " has no agent"));
    }

    private Optional<AgentLink> link(String node) {
        synchronized (links) {
            return Optional.ofNullable(links.get(node));
        }
    }

    @Override
    public void close() {
        List<AgentLink> all;
        synchronized (links) {
            all = List.copyOf(links.values());
            links.clear();
        }
        all.forEach(AgentLink::close);
    }
}
