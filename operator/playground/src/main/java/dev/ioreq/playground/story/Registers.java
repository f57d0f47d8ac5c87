package dev.ioreq.playground.story;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a transcript of a guest that works with the reference registers. */
final class Registers {
    private static final Pattern ALL_ONES =
            Pattern.compile(".* read\\.(1 .* = 0xff|2 .* = 0xffff|4 .* = 0xffffffff|8 .* = 0xffffffffffffffff)");
    private static final List<String> WIDTHS = List.of(
            "read.1 0xfeb00018 = 0x11",
            "read.2 0xfeb00018 = 0x2211",
            "read.4 0xfeb00018 = 0x44332211",
            "read.8 0xfeb00018 = 0x8877665544332211");

    private Registers() {}

    /** Whether a line tells of a read that nobody answered. */
    static boolean allOnes(String line) {
        return ALL_ONES.matcher(line).matches();
    }

    /** What of the ID and the scratch register in its four widths has not been read yet. */
    static Optional<String> problem(List<String> saw, String id) {
        if (saw.stream().noneMatch(line -> line.endsWith("read.8 0xfeb00000 = " + id))) {
            return Optional.of("it has not read the ID " + id);
        }
        return WIDTHS.stream()
                .filter(read -> saw.stream().noneMatch(line -> line.endsWith(read)))
                .findFirst()
                .map(read -> "it has not seen " + read);
    }
}
