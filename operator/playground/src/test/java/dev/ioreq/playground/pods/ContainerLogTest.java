package dev.ioreq.playground.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.playground.pods.ContainerLog.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLogTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.5Z");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("0.log");
    }

    @Test
    void theFormatIsThatOfTheContainerRuntimes() throws IOException {
        append(Stream.STDOUT, "Linux\nlogin: ");
        append(Stream.STDERR, "attached\n");

        assertThat(Files.readString(file))
                .isEqualTo("2026-01-02T12:00:00.500000000Z stdout F Linux\n"
                        + "2026-01-02T12:00:00.500000000Z stdout P login: \n"
                        + "2026-01-02T12:00:00.500000000Z stderr F attached\n");
    }

    @Test
    void eachOutputIsReadBackByteByByteHoweverItWasCutAndMixed() throws IOException {
        var every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        try (var log = new ContainerLog(file, Clock.fixed(NOON, ZoneOffset.UTC))) {
            for (byte one : every) {
                log.append(Stream.STDOUT, new byte[] {one}, 1);
                log.append(Stream.STDERR, "e\n\n".getBytes(StandardCharsets.US_ASCII), 3);
            }
            log.append(Stream.STDOUT, every, every.length);
        }

        assertThat(ContainerLogEntry.written(file, Stream.STDOUT))
                .startsWith(every)
                .endsWith(every)
                .hasSize(512);
        assertThat(new String(ContainerLogEntry.written(file, Stream.STDERR), StandardCharsets.US_ASCII))
                .isEqualTo("e\n\n".repeat(256));
    }

    private void append(Stream stream, String text) throws IOException {
        try (var log = new ContainerLog(file, Clock.fixed(NOON, ZoneOffset.UTC))) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            log.append(stream, bytes, bytes.length);
        }
    }
}
