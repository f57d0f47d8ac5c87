package dev.ioreq.playground.kubernetes;

import dev.ioreq.playground.launch.ChildProcess;
import dev.ioreq.playground.launch.JavaCommand;
import dev.ioreq.playground.launch.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program in other namespaces: the child of one that entered them, and waits for it. Signals are for the child; that one ends when
 * the child does, with its status.
 */
final class EnteredProcess {
    private static final Duration START = Duration.ofSeconds(10);

    private EnteredProcess() {}

    /**
     * Starts it. There it cannot see this process, and ends with its namespaces instead.
     *
     * @param enter the words of the command that enters and then runs what follows, as its only child
     */
    static Program start(String name, List<String> enter, JavaCommand command, Path log) throws IOException {
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
                return ChildProcess.behind(name, entering, child.get(), log);
            }
            if (!entering.isAlive() || System.nanoTime() > deadline) {
                entering.destroyForcibly();
                throw new IOException(name + ": `" + String.join(" ", enter) + "` started nothing; its log is " + log);
            }
            Thread.onSpinWait();
        }
    }
}
