package dev.ioreq.operator.agents;

import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.ServerState;

/** What can be told to the agent of a node. Calls block for at most a few seconds; each may be repeated. */
public interface Agents {

    /** Declares a server on a node. */
    AgentAnswer<ServerState> apply(String node, DeclaredServer server);

    /** Withdraws the server with this key (the resource's UID) from a node; answers whether nothing is held under it any more. */
    AgentAnswer<Boolean> release(String node, String key);
}
