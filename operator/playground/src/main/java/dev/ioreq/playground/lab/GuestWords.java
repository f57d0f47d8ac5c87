package dev.ioreq.playground.lab;

import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import dev.ioreq.hypervisor.simulated.guest.Instruction;
import dev.ioreq.playground.launch.Pace;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringJoiner;

/**
 * The program of a simulated guest in the words of the lab's own guests ({@code native-agent/lab/guests/program.c}), so that the same
 * guest runs on real Xen. Sleeps are as much longer as the stage is slower.
 */
final class GuestWords {
    private final StringJoiner words = new StringJoiner(" ", "program ", "\n");

    private GuestWords() {}

    /** @throws IllegalArgumentException for what the lab's guests cannot do */
    static String of(GuestProgram program) {
        var guest = new GuestWords();
        program.vcpus().keySet().stream().sorted().forEach(vcpu -> {
            guest.words.add("cpu:n=" + vcpu);
            guest.add(program.of(vcpu));
        });
        return guest.words.toString();
    }

    private void add(List<Instruction> instructions) {
        instructions.forEach(this::add);
    }

    private void add(Instruction instruction) {
        if (instruction instanceof Instruction.Repeat repeat) {
            words.add(repeat.times() == Instruction.Repeat.FOREVER ? "loop" : "repeat:times=" + repeat.times());
            add(repeat.body());
            words.add("end");
        } else if (instruction instanceof Instruction.Print print) {
            words.add("print:port=" + print.port());
            words.add(HexFormat.of().formatHex(print.text()));
        } else {
            words.add(word(instruction));
        }
    }

    private static String word(Instruction instruction) {
        if (instruction instanceof Instruction.In in) {
            return "in:port=%d,size=%d%s".formatted(in.port(), in.size(), expect(in.expect()));
        } else if (instruction instanceof Instruction.Out out) {
            return "out:port=%d,size=%d,value=0x%x".formatted(out.port(), out.size(), out.value());
        } else if (instruction instanceof Instruction.MemoryRead read) {
            return "read:at=0x%x,size=%d%s".formatted(read.address(), read.size(), expect(read.expect()));
        } else if (instruction instanceof Instruction.MemoryWrite write) {
            return "write:at=0x%x,size=%d,value=0x%x".formatted(write.address(), write.size(), write.value());
        } else if (instruction instanceof Instruction.Await await) {
            return "await:port=" + await.port();
        } else if (instruction instanceof Instruction.Sleep sleep) {
            return "sleep:ms=" + Pace.of(sleep.duration()).toMillis();
        } else if (instruction instanceof Instruction.TimeOffset offset) {
            return "clock:back=" + -offset.seconds();
        } else if (instruction instanceof Instruction.Shutdown shutdown) {
            return "shutdown:reason=" + shutdown.reason().ordinal();
        } else if (instruction instanceof Instruction.Halt) {
            return "halt";
        }
        throw new IllegalArgumentException(
                "the lab's guests cannot do " + instruction + ": they know in, out, read, write, await, print, sleep,"
                        + " time-offset, shutdown, halt, repeat and loop");
    }

    private static String expect(OptionalLong expected) {
        return expected.isPresent() ? ",expect=0x%x".formatted(expected.getAsLong()) : "";
    }
}
