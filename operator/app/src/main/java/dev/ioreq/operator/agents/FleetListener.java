package dev.ioreq.operator.agents;

import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.ServerState;
import java.util.Set;

/** Is told what changed on the nodes, after it is in the {@link Fleet}. Called on the stream's thread: be quick. */
public interface FleetListener {

    /** The agent is heard again, or no longer. */
    default void linkChanged(String node) {}

    /** Something of the node's inventory changed. */
    default void inventoryChanged(String node) {}

    /** These domains appeared on the node, or are no longer there, or changed name. */
    default void domainsChanged(String node, Set<DomainIdentity> domains) {}

    /** Something of a server changed. */
    default void serverChanged(String node, ServerState server) {}

    /** The agent holds nothing under the server's key any more; {@code last} is what was known before. */
    default void serverGone(String node, ServerState last) {}
}
