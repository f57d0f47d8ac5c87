package dev.ioreq.playground.pods;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Reads a {@link ContainerLog} as {@code kubectl logs} shows it: the texts of both outputs, in the order they were written. */
final class LogStream {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Path log;
    private final LogOptions options;
    private long position;
    private boolean atLineStart = true;

    LogStream(Path log, LogOptions options) {
        this.log = log;
        this.options = options;
    }

    /**
     * Copies the log. When following, returns when the container has ended and everything it said has been copied.
     *
     * @param running whether more may come
     * @throws IOException when the log cannot be read, or {@code out} takes no more
     */
    void copyTo(OutputStream out, BooleanSupplier running) throws IOException, InterruptedException {
        boolean more = running.getAsBoolean();
        write(out, tail(fresh()));
        while (options.follow() && more) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            more = running.getAsBoolean();
            write(out, fresh());
        }
    }

    /** The complete entries after those read before. */
    private List<ContainerLogEntry> fresh() throws IOException {
        byte[] bytes;
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(position);
            bytes = new byte[(int) Math.min(file.length() - position, Integer.MAX_VALUE / 2)];
            file.readFully(bytes);
        }
        var entries = new ArrayList<ContainerLogEntry>();
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                ContainerLogEntry.parse(Arrays.copyOfRange(bytes, begin, i)).stream()
                        .filter(entry -> options.since().isEmpty()
                                || !entry.time().isBefore(options.since().get()))
                        .forEach(entries::add);
                begin = i + 1;
            }
        }
        position += begin;
        return entries;
    }

    private List<ContainerLogEntry> tail(List<ContainerLogEntry> entries) {
        if (options.tailLines().isEmpty()) {
            return entries;
        }
        int lines = options.tailLines().getAsInt();
        int first = entries.size();
        while (first > 0) {
            boolean endsLine = entries.get(first - 1).whole() || first == entries.size();
            if (endsLine && lines-- == 0) {
                break;
            }
            first--;
        }
        return entries.subList(first, entries.size());
    }

    private void write(OutputStream out, List<ContainerLogEntry> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        var text = new ByteArrayOutputStream();
        for (ContainerLogEntry entry : entries) {
            if (options.timestamps() && atLineStart) {
                text.writeBytes((entry.time() + " ").getBytes(StandardCharsets.US_ASCII));
            }
            text.writeBytes(entry.bytes());
            atLineStart = entry.whole();
        }
        text.writeTo(out);
        out.flush();
    }
}
