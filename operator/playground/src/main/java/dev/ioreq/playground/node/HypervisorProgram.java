package dev.ioreq.playground.node;

import dev.ioreq.playground.launch.ChildProcess;
import dev.ioreq.playground.launch.JavaCommand;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The simulated hypervisor of a node, as a process: it outlives the agent.
 *
 * @param program what java(1) is to be told of it
 */
record HypervisorProgram(NodeLayout node, List<String> program) {
    private static final int HEAP_MEBIBYTES = 48;

    ChildProcess start() throws IOException {
        JavaCommand command = JavaCommand.lean(HEAP_MEBIBYTES, node.temporary())
                .program(program)
                .arguments(List.of(
                        "--socket", node.hypervisorSocket().toString(),
                        "--control", node.controlSocket().toString(),
                        "--exit-with-parent",
                                Long.toString(ProcessHandle.current().pid())));
        return ChildProcess.start("hypervisor " + node.name(), command, Map.of(), node.log("hypervisor"));
    }
}
