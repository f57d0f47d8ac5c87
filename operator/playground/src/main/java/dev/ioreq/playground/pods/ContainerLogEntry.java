package dev.ioreq.playground.pods;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a {@link ContainerLog}, read back.
 *
 * @param whole true when a line end follows the text
 */
public record ContainerLogEntry(Instant time, ContainerLog.Stream stream, boolean whole, byte[] text) {

    /** All complete entries of a log file, in order. */
    public static List<ContainerLogEntry> read(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        var entries = new ArrayList<ContainerLogEntry>();
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                parse(Arrays.copyOfRange(bytes, begin, i)).ifPresent(entries::add);
                begin = i + 1;
            }
        }
        return entries;
    }

    /** What was written to one of the outputs, exactly. */
    public static byte[] written(Path log, ContainerLog.Stream stream) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (ContainerLogEntry entry : read(log)) {
            if (entry.stream() == stream) {
                bytes.writeBytes(entry.bytes());
            }
        }
        return bytes.toByteArray();
    }

    /** The text with its line end, if it has one. */
    public byte[] bytes() {
        if (!whole) {
            return text;
        }
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        return line;
    }

    /** Parses one line of a log file, without its line end; empty when it is none of ours. */
    public static Optional<ContainerLogEntry> parse(byte[] line) {
        String head = new String(line, 0, Math.min(line.length, 64), StandardCharsets.ISO_8859_1);
        String[] words = head.split(" ", 4);
        if (words.length < 4) {
            return Optional.empty();
        }
        int begin = words[0].length() + words[1].length() + words[2].length() + 3;
        return Optional.of(new ContainerLogEntry(
                Instant.parse(words[0]),
                ContainerLog.Stream.valueOf(words[1].toUpperCase(java.util.Locale.ROOT)),
                words[2].equals("F"),
                Arrays.copyOfRange(line, begin, line.length)));
    }
}
