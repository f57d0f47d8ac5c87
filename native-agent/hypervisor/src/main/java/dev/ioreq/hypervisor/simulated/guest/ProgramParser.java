package dev.ioreq.hypervisor.simulated.guest;

import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.simulated.guest.Instruction.Repeat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the text form of guest programs: one instruction a line, {@code #} begins a comment. Numbers are decimal or {@code 0x} hexadecimal. A size
 * in bytes follows the word after a dot; without it, it is 1 ({@code pci-read}, {@code pci-write}: 4).
 *
 * <pre>
 * vcpu 1                          what follows is for vCPU 1 (before the first such line: vCPU 0)
 * out.2 0x500 0xbeef              write a port
 * in 0x3fd expect 0x60            read a port; with expect, a different value is a failure in the transcript
 * write.8 0xfe000000 0x1122       write memory            vga.4 0x10 0x42434445    write 0x10 into the VGA window
 * read.4 0xfe000000 expect 5      read memory
 * outs.1 0x500 from 0x10 count 4  rep outs from guest memory; 'backwards' at the end sets the direction flag
 * ins.1 0x500 to 0x20 count 4     rep ins to guest memory
 * memory 0x10 "text"              fill guest memory
 * print 0x3f8 "hello\n"           poll the UART's line status and write, byte by byte
 * await 0x3f8                     until it reads other than all ones
 * pci-read.4 0000:00:05.0 0x10 expect 0    pci-write.4 0000:00:05.0 0x10 0xfe000000
 * invalidate                      give memory back        time-offset -2           set the clock
 * sleep 100ms                     also s, us              shutdown reboot          poweroff, reboot, crash ...
 * repeat 10 {                     loop {                  a block, ended by a line with }
 * halt
 * </pre>
 */
final class ProgramParser {

    private static final long VGA_WINDOW = 0xa0000;

    private final String[] lines;
    private final Map<Integer, List<Instruction>> vcpus = new HashMap<>();
    private final Deque<Block> open = new ArrayDeque<>();
    private final Set<Integer> named = new HashSet<>();
    private int vcpu;

    private record Block(int line, long times, List<Instruction> body) {}

    ProgramParser(String text) {
        this.lines = text.split("\n", -1);
    }

    Map<Integer, List<Instruction>> parse() {
        for (int i = 0; i < lines.length; i++) {
            ProgramLine line = new ProgramLine(i + 1, lines[i]);
            if (!line.isEmpty()) {
                parse(line);
                line.requireEnd();
            }
        }
        if (!open.isEmpty()) {
            int opened = open.peek().line();
            throw new ProgramSyntaxException(
                    opened, lines[opened - 1].trim(), "this block is never closed by a line with }");
        }
        Map<Integer, List<Instruction>> result = new HashMap<>();
        vcpus.forEach((number, body) -> result.put(number, List.copyOf(body)));
        return Map.copyOf(result);
    }

    private void parse(ProgramLine line) {
        String word = line.word("an instruction");
        switch (word) {
            case "vcpu" -> beginVcpu(line);
            case "repeat" -> open(line, line.number("how often", 0, Integer.MAX_VALUE));
            case "loop" -> open(line, Repeat.FOREVER);
            case "}" -> close(line);
            default -> add(instruction(word, line));
        }
    }

    private Instruction instruction(String word, ProgramLine line) {
        int dot = word.indexOf('.');
        String name = dot < 0 ? word : word.substring(0, dot);
        int size = dot < 0 ? 0 : line.size(word.substring(dot + 1), name);
        switch (name) {
            case "in":
                return new Instruction.In(line.port(), orOne(size), line.expect(orOne(size)));
            case "out":
                return new Instruction.Out(line.port(), orOne(size), line.value(orOne(size)));
            case "read":
                return new Instruction.MemoryRead(line.address(), orOne(size), line.expect(orOne(size)));
            case "write":
                return new Instruction.MemoryWrite(line.address(), orOne(size), line.value(orOne(size)));
            case "vga":
                long offset = line.number("an offset in the VGA window", 0, 0x1ffff);
                return new Instruction.MemoryWrite(VGA_WINDOW + offset, orOne(size), line.value(orOne(size)));
            case "ins":
                return line.stringIo(true, orOne(size), "to");
            case "outs":
                return line.stringIo(false, orOne(size), "from");
            case "pci-read":
                int readSize = size == 0 ? 4 : size;
                PciFunction readFrom = line.function();
                return new Instruction.PciRead(readFrom, line.register(readSize), readSize, line.expect(readSize));
            case "pci-write":
                int writeSize = size == 0 ? 4 : size;
                PciFunction writeTo = line.function();
                return new Instruction.PciWrite(writeTo, line.register(writeSize), writeSize, line.value(writeSize));
            default:
                if (size != 0) {
                    throw line.problem("'" + name + "' takes no size");
                }
                return plain(name, line);
        }
    }

    private static Instruction plain(String name, ProgramLine line) {
        switch (name) {
            case "memory":
                return new Instruction.Fill(line.memory(), line.quoted());
            case "print":
                return new Instruction.Print(line.port(), line.quoted());
            case "await":
                return new Instruction.Await(line.port());
            case "invalidate":
                return new Instruction.Invalidate();
            case "time-offset":
                return new Instruction.TimeOffset(line.number("seconds", Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "sleep":
                return new Instruction.Sleep(line.duration());
            case "shutdown":
                return new Instruction.Shutdown(line.oneOf(ShutdownReason.class));
            case "halt":
                return new Instruction.Halt();
            default:
                throw line.problem("'" + name
                        + "' is no instruction; there are in, out, read, write, vga, ins, outs, memory, print, await, "
                        + "pci-read, pci-write, invalidate, time-offset, sleep, repeat, loop, shutdown, halt, vcpu");
        }
    }

    private void beginVcpu(ProgramLine line) {
        if (!open.isEmpty()) {
            throw line.problem("a block is open; close it by a line with } first");
        }
        vcpu = (int) line.number("a vCPU", 0, 127);
        if (!named.add(vcpu) || vcpus.containsKey(vcpu)) {
            throw line.problem("vCPU " + vcpu + " has a program already");
        }
    }

    private void open(ProgramLine line, long times) {
        if (!line.word("{").equals("{")) {
            throw line.problem("expected { at the end of the line");
        }
        open.push(new Block(line.number(), times, new ArrayList<>()));
    }

    private void close(ProgramLine line) {
        if (open.isEmpty()) {
            throw line.problem("no block is open here");
        }
        Block block = open.pop();
        add(new Repeat(block.times(), List.copyOf(block.body())));
    }

    private void add(Instruction instruction) {
        List<Instruction> body = open.isEmpty()
                ? vcpus.computeIfAbsent(vcpu, any -> new ArrayList<>())
                : open.peek().body();
        body.add(instruction);
    }

    private static int orOne(int size) {
        return size == 0 ? 1 : size;
    }
}
