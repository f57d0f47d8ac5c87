package dev.ioreq.playground.story;

import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what came out of an emulator with what the guest's program prints, byte by byte. With several vCPUs at one port the
 * mixture is anybody's; each vCPU's own bytes are told by its letters, which no other vCPU of the guest prints, and must be in order.
 *
 * <p>Where one emulator died and the next went on, the byte that was being answered may come out twice: the device acted, the answer
 * was lost, the request was served again. Nothing else may be different.
 */
final class ConsoleBytes {
    private final List<PrintProgram> vcpus;
    private final Set<Integer> ports;

    /**
     * @param program the guest's
     * @param ports those of the emulator's devices
     */
    ConsoleBytes(GuestProgram program, Set<Integer> ports) {
        this.ports = Set.copyOf(ports);
        this.vcpus = program.vcpus().keySet().stream()
                .sorted()
                .map(vcpu -> PrintProgram.of(program, vcpu))
                .filter(vcpu -> !letters(vcpu).isEmpty())
                .toList();
        for (PrintProgram vcpu : vcpus) {
            boolean alone = vcpus.stream()
                    .allMatch(other -> other == vcpu || !letters(other).intersects(letters(vcpu)));
            if (!alone) {
                throw new IllegalArgumentException(
                        "two vCPUs of the guest print the same letter: the order cannot be told");
            }
        }
    }

    private static BitSet letters(PrintProgram vcpu) {
        return vcpu.alphabet(port -> true);
    }

    /** Whether anything is printed at all. */
    boolean silent() {
        return vcpus.stream().allMatch(vcpu -> vcpu.alphabet(ports::contains).isEmpty());
    }

    /**
     * How the output differs from what the program prints; empty when it does not.
     *
     * @param output what each start of the emulator wrote, oldest first
     */
    Optional<String> difference(List<byte[]> output) {
        return vcpus.stream()
                .flatMap(vcpu -> difference(vcpu, output).stream())
                .findFirst()
                .or(() -> stranger(output));
    }

    private Optional<String> difference(PrintProgram vcpu, List<byte[]> output) {
        List<byte[]> own =
                output.stream().map(bytes -> only(letters(vcpu), bytes)).toList();
        int total = own.stream().mapToInt(bytes -> bytes.length).sum();
        byte[] expected = vcpu.first(total, ports);
        int position = 0;
        for (byte[] bytes : own) {
            int begin = matches(expected, position, bytes) || position == 0 ? position : position - 1;
            if (!matches(expected, begin, bytes)) {
                return Optional.of(explain(expected, begin, bytes));
            }
            position = begin + bytes.length;
        }
        return Optional.empty();
    }

    private static boolean matches(byte[] expected, int from, byte[] bytes) {
        return from + bytes.length <= expected.length
                && Arrays.equals(expected, from, from + bytes.length, bytes, 0, bytes.length);
    }

    private static String explain(byte[] expected, int from, byte[] bytes) {
        int at = Arrays.mismatch(expected, from, expected.length, bytes, 0, bytes.length);
        int begin = Math.max(0, at - 20);
        return "byte %d after \"%s\": came out \"%s\", the guest prints \"%s\""
                .formatted(
                        from + at,
                        text(bytes, begin, at),
                        text(bytes, at, at + 20),
                        text(expected, from + at, from + at + 20));
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(
                        Arrays.copyOfRange(bytes, from, Math.max(from, Math.min(to, bytes.length))),
                        StandardCharsets.UTF_8)
                .replace("\n", "\\n");
    }

    private Optional<String> stranger(List<byte[]> output) {
        var known = new BitSet(256);
        vcpus.forEach(vcpu -> known.or(vcpu.alphabet(ports::contains)));
        for (byte[] bytes : output) {
            for (byte one : bytes) {
                if (!known.get(one & 0xff)) {
                    return Optional.of("byte 0x%02x came out, which the guest never prints".formatted(one & 0xff));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * How many bytes the guest has printed here that did not come out; 0 when the output is complete.
     *
     * @param printed what the guest says it has printed, on all its ports
     */
    int missing(byte[] printed, List<byte[]> output) {
        int missing = 0;
        for (PrintProgram vcpu : vcpus) {
            int guest = vcpu.among(only(letters(vcpu), printed).length, ports);
            int out = output.stream()
                    .mapToInt(bytes -> only(letters(vcpu), bytes).length)
                    .sum();
            missing += Math.max(0, guest - out);
        }
        return missing;
    }

    private static byte[] only(BitSet alphabet, byte[] bytes) {
        var own = new ByteArrayOutputStream(bytes.length);
        for (byte one : bytes) {
            if (alphabet.get(one & 0xff)) {
                own.write(one);
            }
        }
        return own.toByteArray();
    }
}
