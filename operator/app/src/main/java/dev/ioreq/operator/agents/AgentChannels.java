package dev.ioreq.operator.agents;

import io.grpc.ManagedChannel;

/** Opens channels to agents. */
@FunctionalInterface
public interface AgentChannels {

    /** A new channel to the agent of the node, not connected yet. The peer must prove that it is the node's agent. */
    ManagedChannel open(String node, AgentEndpoint endpoint);
}
