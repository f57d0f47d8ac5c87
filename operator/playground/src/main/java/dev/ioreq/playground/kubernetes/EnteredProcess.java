package dev.ioreq.playground.kubernetes;

import dev.ioreq.playground.launch.JavaCommand;
import dev.ioreq.playground.launch.Program;
import dev.ioreq.playground.launch.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program in other namespaces: the child of one that entered them, and waits for it. Signals are for the child; that one ends when
 * the child does, with its status.
 */
final class EnteredProcess implements Program {
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final String name;
    private final Process entering;
    private final ProcessHandle child;
    private final Path log;

    private EnteredProcess(String name, Process entering, ProcessHandle child, Path log) {
        this.name = name;
        this.entering = entering;
        this.child = child;
        this.log = log;
    }

    /**
     * Starts it. There it cannot see this process, and ends with its namespaces instead.
     *
     * @param enter the words of the command that enters and then runs what follows, as its only child
     */
    static EnteredProcess start(String name, List<String> enter, JavaCommand command, Path log) throws IOException {
        var words = new ArrayList<>(enter);
        command.words().stream()
                .filter(word -> !word.startsWith("-D" + JavaCommand.EXIT_WITH_PARENT))
                .forEach(words::add);
        Process entering = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            var child = entering.children().findFirst();
            if (child.isPresent()) {
                return new EnteredProcess(name, entering, child.get(), log);
            }
            if (!entering.isAlive() || System.nanoTime() > deadline) {
                entering.destroyForcibly();
                throw new IOException(name + ": `" + String.join(" ", enter) + "` started nothing; its log is " + log);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public boolean isAlive() {
        return entering.isAlive();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return entering.onExit().thenApply(Process::exitValue);
    }

    @Override
    public void terminate() {
        child.destroy();
    }

    @Override
    public void stop(Duration grace) throws InterruptedException {
        terminate();
        if (!entering.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    @Override
    public void kill() throws InterruptedException {
        child.destroyForcibly();
        if (!entering.waitFor(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(name + " (process " + pid() + ") is still there " + AFTER_KILL.toSeconds()
                    + " s after " + Signal.KILL + ": the kernel cannot end it");
        }
    }

    @Override
    public List<String> logTail(int lines) throws IOException {
        List<String> all = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }
}
