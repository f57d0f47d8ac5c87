package dev.ioreq.playground.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program of the playground, running as a process of its own, with its output in a file. Where a command has to go before it, to
 * enter other namespaces say, signals are for the program, and that command ends when it does, with its status.
 */
public final class ChildProcess implements Program {
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final ProcessHandle program;
    private final Path log;

    private ChildProcess(String name, Process process, ProcessHandle program, Path log) {
        this.name = name;
        this.process = process;
        this.program = program;
        this.log = log;
    }

    /**
     * Starts it. Both of its outputs are appended to {@code log}; its input is empty.
     *
     * @param environment added to this process's own environment
     */
    public static ChildProcess start(String name, JavaCommand command, Map<String, String> environment, Path log)
            throws IOException {
        var builder = new ProcessBuilder(command.words())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new ChildProcess(name, process, process.toHandle(), log);
    }

    /**
     * One that was started by another command, which waits for it.
     *
     * @param before that command; its end is the program's
     */
    public static ChildProcess behind(String name, Process before, ProcessHandle program, Path log) {
        return new ChildProcess(name, before, program, log);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return program.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public void terminate() {
        program.destroy();
    }

    @Override
    public void stop(Duration grace) throws InterruptedException {
        program.destroy();
        if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    @Override
    public void kill() throws InterruptedException {
        program.destroyForcibly();
        if (!process.waitFor(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(name + " (process " + pid() + ") is still there " + AFTER_KILL.toSeconds()
                    + " s after SIGKILL: the kernel cannot end it");
        }
    }

    @Override
    public List<String> logTail(int lines) throws IOException {
        List<String> all = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }
}
