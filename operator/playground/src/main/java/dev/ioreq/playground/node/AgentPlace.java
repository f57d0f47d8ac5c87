package dev.ioreq.playground.node;

import dev.ioreq.playground.launch.ChildProcess;
import dev.ioreq.playground.launch.JavaCommand;
import dev.ioreq.playground.launch.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where an agent runs, and how it reaches whoever runs the pods there.
 *
 * @param launcher starts it there
 * @param csiSocket on which it serves as CSI driver
 * @param registrations where a kubelet looks for plugins
 * @param publish how a pod gets its handover: {@code link}, or {@code mount} for containers
 * @param pods the directory of the pods' volumes
 * @param emulatorUid as whom emulators run; empty if as this process
 */
public record AgentPlace(
        Launcher launcher, Path csiSocket, Path registrations, String publish, Path pods, OptionalInt emulatorUid) {
    /** Starts a program, its output appended to a file. */
    @FunctionalInterface
    public interface Launcher {
        Program start(String name, JavaCommand command, Path log) throws IOException;
    }

    /** Beside the pod runner: a child of this process. */
    static AgentPlace here(NodeLayout node) {
        return new AgentPlace(
                (name, command, log) -> ChildProcess.start(name, command, Map.of(), log),
                node.csiSocket(),
                node.registrations(),
                "link",
                node.pods(),
                OptionalInt.empty());
    }
}
