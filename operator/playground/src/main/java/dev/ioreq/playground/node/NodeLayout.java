package dev.ioreq.playground.node;

import dev.ioreq.playground.launch.RunDirectory;
import java.nio.file.Path;

/**
 * Where one node keeps its things in the run's directory. Names are short: sockets lie below them.
 *
 * @param name the Kubernetes node's name
 * @param directory of this node alone
 * @param pods where the node's pods have their volumes and logs
 * @param logs shared by all programs
 * @param temporary shared by all programs
 */
public record NodeLayout(String name, Path directory, Path pods, Path logs, Path temporary) {

    /** The layout of a node; its directories exist when this returns. */
    public static NodeLayout in(RunDirectory run, String name) {
        run.directory(name + "/h");
        run.directory(name + "/j");
        return new NodeLayout(
                name, run.directory(name), run.directory("pods"), run.directory("logs"), run.directory("tmp"));
    }

    /** The socket of the hypervisor's calls. */
    public Path hypervisorSocket() {
        return directory.resolve("xen.sock");
    }

    /** The socket by which guests are started and stopped. */
    public Path controlSocket() {
        return directory.resolve("ctl.sock");
    }

    /** The socket of the agent's CSI driver. */
    public Path csiSocket() {
        return directory.resolve("csi.sock");
    }

    /** Where a kubelet would look for plugins. */
    public Path registrations() {
        return directory.resolve("r");
    }

    /** The agent's handovers, a directory a server. */
    public Path handovers() {
        return directory.resolve("h");
    }

    /** The agent's journal. */
    public Path journal() {
        return directory.resolve("j");
    }

    public Path log(String program) {
        return logs.resolve(program + "-" + name + ".log");
    }
}
