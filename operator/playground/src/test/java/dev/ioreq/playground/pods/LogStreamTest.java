package dev.ioreq.playground.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.playground.pods.ContainerLog.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStreamTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void aLogOfThreeLinesAndAPrompt() throws IOException {
        file = directory.resolve("0.log");
        say("one\ntw");
        say("o\nthree\nlog");
        say("in: ");
    }

    @Test
    void linesThatWereCutAreWholeAgain() throws Exception {
        assertThat(read(OptionalInt.empty())).isEqualTo("one\ntwo\nthree\nlogin: ");
    }

    @Test
    void theTailCountsLinesAndNotEntries() throws Exception {
        assertThat(read(OptionalInt.of(1))).isEqualTo("login: ");
        assertThat(read(OptionalInt.of(3))).isEqualTo("two\nthree\nlogin: ");
        assertThat(read(OptionalInt.of(0))).isEmpty();
        assertThat(read(OptionalInt.of(99))).isEqualTo("one\ntwo\nthree\nlogin: ");
    }

    @Test
    void aLimitCutsBytes() throws Exception {
        var out = new ByteArrayOutputStream();
        new LogStream(file, OptionalInt.of(2), OptionalLong.of(7)).copyTo(out, () -> false);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("three\nl");
    }

    @Test
    void whoFollowsGetsEverythingUntilTheContainerHasEnded() throws Exception {
        var running = new AtomicBoolean(true);
        var out = new ByteArrayOutputStream();
        var following = CompletableFuture.runAsync(() -> {
            try {
                new LogStream(file, OptionalInt.empty(), OptionalLong.empty()).copyTo(out, running::get);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Awaitility.await().until(() -> out.toString(StandardCharsets.UTF_8).endsWith("login: "));

        say("root\n");
        running.set(false);
        following.join();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\nthree\nlogin: root\n");
    }

    private String read(OptionalInt tail) throws Exception {
        var out = new ByteArrayOutputStream();
        new LogStream(file, tail, OptionalLong.empty()).copyTo(out, () -> false);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void say(String text) throws IOException {
        try (var log = new ContainerLog(file, Clock.fixed(NOON, ZoneOffset.UTC))) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            log.append(Stream.STDOUT, bytes, bytes.length);
        }
    }
}
