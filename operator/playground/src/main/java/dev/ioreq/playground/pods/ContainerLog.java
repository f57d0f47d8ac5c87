package dev.ioreq.playground.pods;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;

/**
 * The log file of one start of a container, in the format of Kubernetes' container runtimes (KEP and design proposal "CRI: Log
 * Management for Container stdout/stderr Streams"): each line is
 *
 * <pre>
 *   2026-01-02T03:04:05.678901234Z stdout F the text of a line
 *   2026-01-02T03:04:05.678901234Z stdout P the beginning of a line that is not over yet
 * </pre>
 *
 * so that what a device printed (stdout) and what the emulator said about itself (stderr) can be told apart, byte by byte.
 */
public final class ContainerLog implements AutoCloseable {
    private final OutputStream file;
    private final Clock clock;

    /** Appends to {@code path}, which is made if need be. */
    public ContainerLog(Path path, Clock clock) throws IOException {
        this.file = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.clock = clock;
    }

    /** Appends what a container wrote to one of its outputs: any bytes, with any number of line ends. */
    public synchronized void append(Stream stream, byte[] bytes, int length) throws IOException {
        var entries = new ByteArrayOutputStream(length + 64);
        int begin = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                entry(entries, stream, 'F', bytes, begin, i);
                begin = i + 1;
            }
        }
        if (begin < length) {
            entry(entries, stream, 'P', bytes, begin, length);
        }
        file.write(entries.toByteArray());
    }

    private void entry(ByteArrayOutputStream entries, Stream stream, char tag, byte[] bytes, int begin, int end) {
        String head = "%s %s %c ".formatted(timestamp(clock.instant()), stream.label(), tag);
        entries.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        entries.write(bytes, begin, end - begin);
        entries.write('\n');
    }

    private static String timestamp(Instant instant) {
        String seconds = Instant.ofEpochSecond(instant.getEpochSecond()).toString();
        return "%s.%09dZ".formatted(seconds.substring(0, seconds.length() - 1), instant.getNano());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** One of a process's two outputs. */
    public enum Stream {
        STDOUT("stdout"),
        STDERR("stderr");

        private final String label;

        Stream(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
