package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.playground.Playground;
import dev.ioreq.playground.launch.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a playground ends, nothing of it stays behind. */
class RunEndsIT {
    private static final Pattern KUBECONFIG = Pattern.compile("export KUBECONFIG=(\\S+)/kubeconfig");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** Two hypervisors, two agents, the operator, and an emulator. */
    private static final int PROGRAMS = 6;

    @TempDir
    Path directory;

    private Process playground;
    private Path said;

    @BeforeEach
    void aRunningPlayground() throws IOException {
        said = directory.resolve("said");
        playground = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-D" + Artifacts.ROOT_PROPERTY + "="
                                + Artifacts.ofThisBuild().root(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Playground.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> KUBECONFIG.matcher(Files.readString(said)).find()
                        && playground.descendants().count() >= PROGRAMS);
    }

    @AfterEach
    void whateverHappened() throws InterruptedException {
        playground.destroyForcibly().waitFor();
    }

    @Test
    void toldToEndItEndsInOrderAndRemovesItsFiles() throws Exception {
        List<ProcessHandle> programs = playground.descendants().toList();

        playground.destroy();

        assertThat(playground.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(playground.exitValue()).isEqualTo(128 + 15);
        assertThat(programs).noneMatch(ProcessHandle::isAlive);
        assertThat(runDirectory()).doesNotExist();
        assertThat(Files.readString(said)).contains("nothing is left behind");
    }

    @Test
    void killedItTakesItsProgramsWithIt() throws Exception {
        List<ProcessHandle> programs = playground.descendants().toList();

        playground.destroyForcibly();

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(programs)
                .noneMatch(ProcessHandle::isAlive));
    }

    private Path runDirectory() throws IOException {
        Matcher matcher = KUBECONFIG.matcher(Files.readString(said));
        assertThat(matcher.find()).isTrue();
        return Path.of(matcher.group(1));
    }
}
