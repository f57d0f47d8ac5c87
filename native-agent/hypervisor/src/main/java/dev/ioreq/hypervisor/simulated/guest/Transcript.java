package dev.ioreq.hypervisor.simulated.guest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a guest saw: each read with its value, each text it printed, each failed expectation. The oldest lines go when there are more than
 * 4096; failures are counted for ever.
 */
public final class Transcript {

    private static final int MAX_LINES = 4096;
    private static final int MAX_PRINTED = 1 << 20;

    private final Deque<String> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private long failures;

    public synchronized void add(String line) {
        if (lines.size() == MAX_LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized void fail(String line) {
        failures++;
        add("FAILED " + line);
    }

    synchronized void printed(byte character) {
        if (printed.size() < MAX_PRINTED) {
            printed.write(character);
        }
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** All that {@code print} wrote so far, the first MiB of it. */
    public synchronized String printedText() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Reads that gave another value than expected. */
    public synchronized long failures() {
        return failures;
    }
}
