package dev.ioreq.playground.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.playground.launch.JavaCommand;
import dev.ioreq.playground.launch.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnteredProcessTest {
    /** Runs what follows as its child and waits for it, as nsenter(1) does. */
    private static final List<String> ENTER = List.of("sh", "-c", "\"$0\" \"$@\"; exit $?");

    @TempDir
    private Path directory;

    @Test
    void theOneThatIsSignalledIsTheChild() throws Exception {
        Program process = start("sleep", "100");
        ProcessHandle child = ProcessHandle.of(process.pid()).orElseThrow();
        assertThat(child.info().command().orElseThrow()).endsWith("sleep");

        process.kill();

        child.onExit().get(10, TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
        assertThat(process.onExit().get(10, TimeUnit.SECONDS)).isEqualTo(128 + 9);
    }

    @Test
    void askedToEndItEndsByItself() throws Exception {
        Program process = start("sleep", "100");

        process.stop(Duration.ofSeconds(10));

        assertThat(process.onExit().get(10, TimeUnit.SECONDS)).isEqualTo(128 + 15);
    }

    @Test
    void itIsNotToldOfAParentThatItCannotSee() throws Exception {
        Program process = start(
                "sh", "-c", "echo \"$@\"; exec sleep 100", "-D" + JavaCommand.EXIT_WITH_PARENT + "=1", "zero", "one");

        await().until(() -> !process.logTail(1).isEmpty());

        assertThat(process.logTail(1)).containsExactly("one");
        process.kill();
    }

    @Test
    void aDoorThatDoesNotOpenIsToldWithItsWords() {
        assertThatThrownBy(() -> EnteredProcess.start(
                        "agent", List.of("false"), command("sleep", "100"), directory.resolve("log")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("agent: `false` started nothing");
    }

    private Program start(String... words) throws IOException {
        return EnteredProcess.start("test", ENTER, command(words), directory.resolve("log"));
    }

    private static JavaCommand command(String... words) {
        return new JavaCommand(List.of(words));
    }
}
