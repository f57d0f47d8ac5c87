package dev.ioreq.playground.story;

import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import dev.ioreq.hypervisor.simulated.guest.Instruction;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What one vCPU prints, in order, as far as anybody wants to know: read off its program, not off what happened.
 *
 * @param program the vCPU's instructions
 */
record PrintProgram(List<Instruction> program) {
    /** A byte that is printed. */
    interface Visitor {
        /** @return false when nothing more is wanted */
        boolean printed(int port, byte letter);
    }

    static PrintProgram of(GuestProgram guest, int vcpu) {
        return new PrintProgram(guest.of(vcpu));
    }

    /** The first {@code length} bytes on some ports; fewer when the program prints no more. */
    byte[] first(int length, Set<Integer> ports) {
        var bytes = new byte[length];
        var count = new int[1];
        if (length > 0) {
            visit((port, letter) -> {
                if (ports.contains(port)) {
                    bytes[count[0]++] = letter;
                }
                return count[0] < length;
            });
        }
        return Arrays.copyOf(bytes, count[0]);
    }

    /** How many of the first {@code length} bytes on all ports are on these. */
    int among(int length, Set<Integer> ports) {
        var seen = new int[2];
        if (length > 0) {
            visit((port, letter) -> {
                seen[1] += ports.contains(port) ? 1 : 0;
                return ++seen[0] < length;
            });
        }
        return seen[1];
    }

    /** The bytes that occur on ports of this kind. */
    BitSet alphabet(IntPredicate ports) {
        var alphabet = new BitSet(256);
        letters(program, ports, alphabet);
        return alphabet;
    }

    private static void letters(List<Instruction> instructions, IntPredicate ports, BitSet alphabet) {
        for (Instruction instruction : instructions) {
            if (instruction instanceof Instruction.Print print && ports.test(print.port())) {
                for (byte letter : print.text()) {
                    alphabet.set(letter & 0xff);
                }
            } else if (instruction instanceof Instruction.Repeat repeat) {
                letters(repeat.body(), ports, alphabet);
            }
        }
    }

    private void visit(Visitor visitor) {
        visit(program, visitor);
    }

    /** @return false when the visitor wants no more */
    private static boolean visit(List<Instruction> instructions, Visitor visitor) {
        for (Instruction instruction : instructions) {
            if (instruction instanceof Instruction.Print print) {
                for (byte letter : print.text()) {
                    if (!visitor.printed(print.port(), letter)) {
                        return false;
                    }
                }
            } else if (instruction instanceof Instruction.Repeat repeat && prints(repeat.body())) {
                for (long i = 0; i < repeat.times(); i++) {
                    if (!visit(repeat.body(), visitor)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** A loop that prints nothing would be followed for ever. */
    private static boolean prints(List<Instruction> body) {
        var alphabet = new BitSet(256);
        letters(body, port -> true, alphabet);
        return !alphabet.isEmpty();
    }
}
