package dev.ioreq.hypervisor.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a stage answered, question by question: kept as a report, so that stages can be laid side by side. A line has the test, the question
 * and the answer, separated by tabs; the same question with the same answer stands there once a test.
 */
final class Answers {

    static final String NOT_ASKED = "not asked";

    private final Map<String, Set<String>> byTest = new TreeMap<>();
    private Set<String> lines = new LinkedHashSet<>();
    private MessageDigest sequence;

    void begin(String test) {
        lines = byTest.computeIfAbsent(test, name -> new LinkedHashSet<>());
    }

    /** The stage cannot be asked what this test wants to know. */
    void abandon(String why) {
        lines.clear();
        lines.add(NOT_ASKED + "\t" + why);
    }

    synchronized void add(String question, String answer) {
        String line = question + "\t" + answer;
        if (sequence == null) {
            lines.add(line);
        } else {
            sequence.update((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** All answers that the body is given become one: their digest. */
    void sequence(String name, Runnable body) {
        try {
            sequence = MessageDigest.getInstance("SHA-256");
            body.run();
            lines.add(name + "\t" + HexFormat.of().formatHex(sequence.digest(), 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } finally {
            sequence = null;
        }
    }

    void writeTo(Path file) {
        StringBuilder text = new StringBuilder();
        byTest.forEach((test, all) ->
                all.forEach(line -> text.append(test).append('\t').append(line).append('\n')));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the report of answers", e);
        }
    }
}
