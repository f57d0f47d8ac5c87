package dev.ioreq.playground.scenario;

import dev.ioreq.playground.lab.Lab;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.PlaygroundCluster;
import java.io.IOException;
import java.util.List;

/**
 * The stages on which scenarios are told. With simulated nodes each suite has a cluster of its own. Where the first node is real Xen an agent takes a minute or more to start:
 * there one cluster, of a real and a simulated node, serves all suites of the run, and each gets it as it was at first.
 */
final class Stages {
    /** The tag of scenarios that reach into a simulated node. */
    static final String SIMULATED_ONLY = "simulated-only";

    /** The tag of scenarios that are told by something else, or not at all, where nothing is real. */
    static final String REAL_ONLY = "real-only";

    /** The tag of those that speak of real Xen. */
    static final String XEN_ONLY = "xen-only";

    /** The tag of those that speak of a real API server. */
    static final String KUBERNETES_ONLY = "kubernetes-only";

    /** The tag of scenarios that need what Kubernetes 1.20 does not know: rules in the types, and whose a subresource's fields are. */
    static final String SINCE_1_31 = "since-1.31";

    /**
     * The tag of scenarios that need the embedded API server: they cut it off, count all it has, or take for granted what kubectl says
     * to a current one.
     */
    static final String EMBEDDED_ONLY = "embedded-only";

    /** The tag of scenarios that ask the API server for a log: a real one asks a kubelet for it. */
    static final String POD_LOGS = "pod-logs";

    private static final List<String> BOTH_NODES = List.of("xen-a", "xen-b");

    private static PlaygroundCluster shared;

    private Stages() {}

    /** A cluster with at least these nodes, and these guests. */
    static synchronized PlaygroundCluster start(ClusterPlan plan) throws IOException, InterruptedException {
        if (System.getProperty(Lab.PROPERTY, "").isEmpty()) {
            return PlaygroundCluster.start(plan);
        }
        if (shared == null) {
            shared = PlaygroundCluster.start(new ClusterPlan(BOTH_NODES, List.of()));
            // Guests would take the one physical processor from an agent that starts.
            shared.awaitAgents();
        }
        for (DeclaredGuest guest : plan.guests()) {
            shared.boots(guest);
        }
        return shared;
    }

    /** The suite is done with it. */
    static synchronized void end(PlaygroundCluster cluster) throws Exception {
        if (cluster == shared) {
            cluster.destroysGuests();
        } else {
            cluster.close();
        }
    }

    /** No suite follows. */
    static synchronized void endAll() {
        if (shared != null) {
            shared.close();
        }
    }
}
