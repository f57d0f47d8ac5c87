package dev.ioreq.operator.agents;

/** Whether a node still is one of the cluster's. */
@FunctionalInterface
public interface NodePresence {

    /** Whether the node is gone for good: no Node object, and no XenNode that says where an agent outside the cluster listens. */
    boolean gone(String node);
}
