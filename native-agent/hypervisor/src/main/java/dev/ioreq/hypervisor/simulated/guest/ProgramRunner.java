package dev.ioreq.hypervisor.simulated.guest;

import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Runs the program of one vCPU on its own thread and writes down what it saw. */
public final class ProgramRunner {

    private static final int CONFIG_ADDRESS = 0xcf8;
    private static final int CONFIG_DATA = 0xcfc;
    private static final int CONFIG_ENABLED = 1 << 31;
    private static final int PAGE = 4096;
    private static final int LINE_STATUS = 5;
    private static final int TRANSMITTER_EMPTY = 0x20;
    private static final Duration NOT_YET = Duration.ofMillis(20);

    private final int vcpu;
    private final GuestBus bus;
    private final Transcript transcript;

    public ProgramRunner(int vcpu, GuestBus bus, Transcript transcript) {
        this.vcpu = vcpu;
        this.bus = bus;
        this.transcript = transcript;
    }

    /** @throws GuestStopped when the domain stops first */
    public void run(List<Instruction> program) {
        runAll(program);
        note("halted");
    }

    /** False once the vCPU has halted. */
    private boolean runAll(List<Instruction> program) {
        for (Instruction instruction : program) {
            if (!execute(instruction)) {
                return false;
            }
        }
        return true;
    }

    private boolean execute(Instruction instruction) {
        if (instruction instanceof Instruction.In in) {
            String what = name("in", in.size()) + " " + hex(in.port());
            saw(what, read(IoreqType.PIO, in.port(), in.size()), in.expect());
        } else if (instruction instanceof Instruction.Out out) {
            bus.access(IoreqRequest.write(IoreqType.PIO, out.port(), out.size(), out.value()));
        } else if (instruction instanceof Instruction.MemoryRead read) {
            String what = name("read", read.size()) + " " + hex(read.address());
            saw(what, read(IoreqType.COPY, read.address(), read.size()), read.expect());
        } else if (instruction instanceof Instruction.MemoryWrite write) {
            bus.access(IoreqRequest.write(IoreqType.COPY, write.address(), write.size(), write.value()));
        } else if (instruction instanceof Instruction.StringIo string) {
            stringIo(string);
        } else if (instruction instanceof Instruction.Fill fill) {
            bus.memory(memory -> memory.put(fill.memory(), fill.bytes()));
        } else if (instruction instanceof Instruction.Print print) {
            print(print);
        } else if (instruction instanceof Instruction.Await await) {
            await(await.port());
        } else if (instruction instanceof Instruction.PciRead read) {
            String what = name("pci-read", read.size()) + " " + read.function() + " " + hex(read.register());
            select(read.function().sbdf(), read.register());
            saw(what, read(IoreqType.PIO, CONFIG_DATA + (read.register() & 3), read.size()), read.expect());
        } else if (instruction instanceof Instruction.PciWrite write) {
            select(write.function().sbdf(), write.register());
            int port = CONFIG_DATA + (write.register() & 3);
            bus.access(IoreqRequest.write(IoreqType.PIO, port, write.size(), write.value()));
        } else if (instruction instanceof Instruction.Invalidate) {
            bus.invalidate();
            note("invalidate answered");
        } else if (instruction instanceof Instruction.TimeOffset offset) {
            bus.timeOffset(offset.seconds());
        } else if (instruction instanceof Instruction.Sleep sleep) {
            bus.sleep(sleep.duration());
        } else if (instruction instanceof Instruction.Repeat repeat) {
            return repeat(repeat);
        } else if (instruction instanceof Instruction.Shutdown shutdown) {
            note("shutdown " + shutdown.reason());
            bus.shutdown(shutdown.reason());
        } else if (instruction instanceof Instruction.Halt) {
            return false;
        }
        return true;
    }

    private boolean repeat(Instruction.Repeat repeat) {
        for (long i = 0; i < repeat.times(); i++) {
            if (!runAll(repeat.body())) {
                return false;
            }
            if (repeat.body().isEmpty()) {
                bus.sleep(NOT_YET);
            }
        }
        return true;
    }

    private void stringIo(Instruction.StringIo string) {
        int left = string.count();
        int memory = string.memory();
        while (left > 0) {
            int count = Math.min(left, withinPage(memory, string));
            bus.access(new IoreqRequest(
                    IoreqType.PIO,
                    string.port(),
                    memory,
                    count,
                    string.size(),
                    string.read(),
                    true,
                    string.backwards()));
            left -= count;
            memory += (string.backwards() ? -1 : 1) * count * string.size();
        }
        if (string.read()) {
            int bytes = string.count() * string.size();
            int start = string.backwards() ? string.memory() - bytes + string.size() : string.memory();
            note(name("ins", string.size()) + " " + hex(string.port()) + " = "
                    + bus.memory(content -> {
                        StringBuilder seen = new StringBuilder();
                        for (int i = 0; i < bytes; i++) {
                            seen.append(String.format("%02x", content.get(start + i)));
                        }
                        return seen.toString();
                    }));
        }
    }

    /** Xen cuts repetitions at the end of a page. */
    private static int withinPage(int memory, Instruction.StringIo string) {
        int inPage = memory % PAGE;
        int room = string.backwards() ? inPage / string.size() + 1 : (PAGE - inPage) / string.size();
        return Math.max(1, room);
    }

    private void print(Instruction.Print print) {
        for (byte character : print.text()) {
            while ((read(IoreqType.PIO, print.port() + LINE_STATUS, 1) & TRANSMITTER_EMPTY) == 0) {
                bus.sleep(NOT_YET);
            }
            bus.access(IoreqRequest.write(IoreqType.PIO, print.port(), 1, character & 0xff));
            transcript.printed(character);
        }
        note("printed " + quoted(print.text()));
    }

    private void await(int port) {
        bus.untilClaimed(port);
        long value = read(IoreqType.PIO, port, 1);
        while (value == 0xff) {
            bus.sleep(NOT_YET);
            bus.untilClaimed(port);
            value = read(IoreqType.PIO, port, 1);
        }
        note("await " + hex(port) + " = " + hex(value));
    }

    private void select(int sbdf, int register) {
        long address = Integer.toUnsignedLong(CONFIG_ENABLED | (sbdf & 0xffff) << 8 | register & 0xfc);
        bus.access(IoreqRequest.write(IoreqType.PIO, CONFIG_ADDRESS, 4, address));
    }

    private long read(IoreqType type, long address, int size) {
        return bus.access(IoreqRequest.read(type, address, size));
    }

    private void saw(String what, long value, OptionalLong expect) {
        if (expect.isPresent() && expect.getAsLong() != value) {
            transcript.fail("vcpu" + vcpu + " " + what + " = " + hex(value) + ", expected " + hex(expect.getAsLong()));
        } else {
            note(what + " = " + hex(value));
        }
    }

    private void note(String what) {
        transcript.add("vcpu" + vcpu + " " + what);
    }

    private static String name(String word, int size) {
        return word + "." + size;
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static String quoted(byte[] text) {
        return "\""
                + new String(text, StandardCharsets.UTF_8)
                        .replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                        .replace("\"", "\\\"")
                + "\"";
    }
}
