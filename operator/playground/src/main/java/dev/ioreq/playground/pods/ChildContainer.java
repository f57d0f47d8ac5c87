package dev.ioreq.playground.pods;

import dev.ioreq.playground.launch.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A container as a child process of its own. */
final class ChildContainer implements RunningContainer {
    /** The variables a process needs of its surroundings to run at all; the rest of the playground's own is kept from it. */
    private static final List<String> KEPT = List.of("PATH", "LANG", "LC_ALL", "HOME");

    private final Process process;
    private final CompletableFuture<Integer> ended;

    private ChildContainer(Process process, CompletableFuture<Integer> ended) {
        this.process = process;
        this.ended = ended;
    }

    /** Starts a command with a container's arguments, environment and log. */
    static ChildContainer start(JavaCommand command, ContainerLaunch launch) throws IOException {
        var builder = new ProcessBuilder(command.arguments(launch.arguments()).words())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().putAll(launch.environment());
        var log = new ContainerLog(launch.log(), Clock.systemUTC());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            log.close();
            throw e;
        }
        var logged = ContainerOutput.into(log, launch.name(), process.getInputStream(), process.getErrorStream());
        return new ChildContainer(process, logged.thenCombine(process.onExit(), (nothing, gone) -> gone.exitValue()));
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

    @Override
    public CompletionStage<Integer> ended() {
        return ended;
    }
}
