package dev.ioreq.playground.pods;

import dev.ioreq.playground.launch.JavaCommand;
import java.io.IOException;
import java.io.InputStream;
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
        var stdout = pump(launch.name(), process.getInputStream(), log, ContainerLog.Stream.STDOUT);
        var stderr = pump(launch.name(), process.getErrorStream(), log, ContainerLog.Stream.STDERR);
        var ended = CompletableFuture.allOf(stdout, stderr).handle((nothing, failure) -> {
            close(log);
            return nothing;
        });
        return new ChildContainer(process, ended.thenCombine(process.onExit(), (nothing, gone) -> gone.exitValue()));
    }

    private static CompletableFuture<Void> pump(
            String name, InputStream from, ContainerLog log, ContainerLog.Stream stream) {
        var done = new CompletableFuture<Void>();
        var thread = new Thread(
                () -> {
                    try (from) {
                        var buffer = new byte[8192];
                        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                            log.append(stream, buffer, n);
                        }
                        done.complete(null);
                    } catch (IOException e) {
                        done.completeExceptionally(e);
                    }
                },
                name + " " + stream.label());
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void close(ContainerLog log) {
        try {
            log.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
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

    @Override
    public CompletionStage<Integer> ended() {
        return ended;
    }
}
