package dev.ioreq.playground.story;

import dev.ioreq.playground.pods.ContainerLog;
import dev.ioreq.playground.pods.ContainerLogEntry;
import dev.ioreq.playground.pods.Pods;
import dev.ioreq.playground.pods.RunningContainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An emulator's pod, as the story speaks of it. */
public final class Emulator {
    private final Pods pods;
    private final String namespace;
    private final String pod;
    private final String container;

    Emulator(Pods pods, String namespace, String pod, String container) {
        this.pods = pods;
        this.namespace = namespace;
        this.pod = pod;
        this.container = container;
    }

    public String pod() {
        return pod;
    }

    /** Its process, on its node. */
    public long pid() {
        return running().pid();
    }

    /** The container it runs in now. */
    public RunningContainer running() {
        return pods.running(namespace, pod, container)
                .orElseThrow(() -> new IllegalStateException("no container runs in pod " + namespace + "/" + pod));
    }

    /** Ends its process at once (SIGKILL); whoever runs the pod starts it again. */
    public void dies() {
        running().kill();
    }

    /** Halts its process where it stands (SIGSTOP). */
    public void hangs() throws Exception {
        running().halt();
    }

    /** How often it has been started. */
    public int starts() {
        return logs().size();
    }

    /** What its devices printed, a piece a start, oldest first. */
    public List<byte[]> output() throws Exception {
        var pieces = new ArrayList<byte[]>();
        for (Path log : logs()) {
            pieces.add(ContainerLogEntry.written(log, ContainerLog.Stream.STDOUT));
        }
        return pieces;
    }

    /** The files of what it said, oldest first. */
    List<Path> logs() {
        return pods.logs(namespace, pod, container);
    }
}
