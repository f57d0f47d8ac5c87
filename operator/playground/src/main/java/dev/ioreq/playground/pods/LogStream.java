package dev.ioreq.playground.pods;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Reads a {@link ContainerLog} as {@code kubectl logs} shows it: the texts of both outputs, in the order they were written. */
final class LogStream {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Path log;
    private final OptionalInt tailLines;
    private long position;
    private long bytesLeft;

    /**
     * @param tailLines at most so many lines of what is there at first
     * @param limitBytes at most so many bytes in all
     */
    LogStream(Path log, OptionalInt tailLines, OptionalLong limitBytes) {
        this.log = log;
        this.tailLines = tailLines;
        this.bytesLeft = limitBytes.orElse(Long.MAX_VALUE);
    }

    /**
     * Copies the log; goes on while more may come, and returns when all has been copied.
     *
     * @param running whether more may come; constantly false for what is there now
     * @throws IOException when the log cannot be read, or {@code out} takes no more
     */
    void copyTo(OutputStream out, BooleanSupplier running) throws IOException, InterruptedException {
        boolean more = running.getAsBoolean();
        write(out, tail(fresh()));
        while (more && bytesLeft > 0) {
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
                ContainerLogEntry.parse(Arrays.copyOfRange(bytes, begin, i)).ifPresent(entries::add);
                begin = i + 1;
            }
        }
        position += begin;
        return entries;
    }

    private List<ContainerLogEntry> tail(List<ContainerLogEntry> entries) {
        if (tailLines.isEmpty()) {
            return entries;
        }
        int lines = tailLines.getAsInt();
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
        var text = new ByteArrayOutputStream();
        entries.forEach(entry -> text.writeBytes(entry.bytes()));
        int length = (int) Math.min(text.size(), bytesLeft);
        if (length > 0) {
            out.write(text.toByteArray(), 0, length);
            out.flush();
            bytesLeft -= length;
        }
    }
}
