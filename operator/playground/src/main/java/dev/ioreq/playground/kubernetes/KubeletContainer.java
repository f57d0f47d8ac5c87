package dev.ioreq.playground.kubernetes;

import dev.ioreq.playground.pods.RunningContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A container of a kubelet: its first process, by the number that this machine has for it. */
record KubeletContainer(ProcessHandle process) implements RunningContainer {
    /** Only its parent, which is containerd's, is told with which status it ended. */
    private static final int UNKNOWN = -1;

    private static final Path PROCESSES = Path.of("/proc");

    /**
     * The container of this id; empty when no process of it is left.
     *
     * @param id as the API has it, {@code containerd://<hexadecimal>}
     */
    static Optional<RunningContainer> of(String id) {
        String name = id.substring(id.lastIndexOf('/') + 1);
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> read(process.resolve("cgroup")).contains("/" + name))
                    .filter(process -> read(process.resolve("status")).matches("(?s).*\nNSpid:[^\n]*\t1\n.*"))
                    .map(process -> Long.parseLong(process.getFileName().toString()))
                    .findFirst()
                    .flatMap(ProcessHandle::of)
                    .map(KubeletContainer::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes may end while they are looked at. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void terminate() {
        process.destroy();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    /** Completes with -1: the status is not for us to know. */
    @Override
    public CompletionStage<Integer> ended() {
        return process.onExit().thenApply(gone -> UNKNOWN);
    }
}
