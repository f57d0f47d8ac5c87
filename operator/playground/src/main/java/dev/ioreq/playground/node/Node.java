package dev.ioreq.playground.node;

import dev.ioreq.playground.launch.SupervisedProcess;
import dev.ioreq.playground.pods.PodNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A Xen node as stories see it: a hypervisor with guests, the real agent, and a place where pods run. */
public interface Node extends AutoCloseable {
    String name();

    /** Where the operator reaches the agent: host:port. */
    String agentAddress();

    SupervisedProcess agent();

    /** Starts and stops this node's guests. Waits until the hypervisor is up. */
    Toolstack toolstack() throws IOException, InterruptedException;

    /** What the pod runner needs to know of it; empty when a kubelet runs its pods. */
    Optional<PodNode> pods();

    /** The files that the agent keeps for its servers: journals and handovers. */
    List<String> agentFiles() throws IOException, InterruptedException;

    /** The processes of the node itself that run on this machine, without its pods. */
    List<Long> pids();
}
