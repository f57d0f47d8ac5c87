package dev.ioreq.hypervisor.simulated.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.ShutdownReason;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestProgramTest {

    @Test
    void everyInstructionHasItsTextForm() {
        GuestProgram program = GuestProgram.parse(
                """
                # a guest
                await 0x3f8
                in 0x3fd expect 0x60   # line status
                in.4 100
                out.2 0x500 0xbeef
                read.8 0xfe000000 expect 0xffffffffffffffff
                write.4 0xfe000010 5
                vga.4 0x10 0x42434445
                outs.2 0x500 from 0x10 count 4
                ins.1 0x500 to 8 count 9 backwards
                pci-read 0000:00:05.0 0x10
                pci-write.1 0001:02:1f.7 0x3 0xff
                invalidate
                time-offset -2
                sleep 100ms
                shutdown reboot

                vcpu 2
                halt
                """);
        assertThat(program.of(0))
                .containsExactly(
                        new Instruction.Await(0x3f8),
                        new Instruction.In(0x3fd, 1, OptionalLong.of(0x60)),
                        new Instruction.In(100, 4, OptionalLong.empty()),
                        new Instruction.Out(0x500, 2, 0xbeef),
                        new Instruction.MemoryRead(0xfe000000L, 8, OptionalLong.of(-1)),
                        new Instruction.MemoryWrite(0xfe000010L, 4, 5),
                        new Instruction.MemoryWrite(0xa0010, 4, 0x42434445),
                        new Instruction.StringIo(false, 0x500, 2, 0x10, 4, false),
                        new Instruction.StringIo(true, 0x500, 1, 8, 9, true),
                        new Instruction.PciRead(new PciFunction(0, 0, 5, 0), 0x10, 4, OptionalLong.empty()),
                        new Instruction.PciWrite(new PciFunction(1, 2, 0x1f, 7), 3, 1, 0xff),
                        new Instruction.Invalidate(),
                        new Instruction.TimeOffset(-2),
                        new Instruction.Sleep(Duration.ofMillis(100)),
                        new Instruction.Shutdown(ShutdownReason.REBOOT));
        assertThat(program.of(1)).isEmpty();
        assertThat(program.of(2)).containsExactly(new Instruction.Halt());
    }

    @Test
    void textsMayHoldAnything() {
        List<Instruction> program = GuestProgram.parse("print 0x3f8 \"a # \\\"b\\\" \\\\ \\r\\n\\t\\0é\" # end")
                .of(0);
        Instruction.Print print = (Instruction.Print) program.get(0);
        assertThat(new String(print.text(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("a # \"b\" \\ \r\n\t\0é");
    }

    @Test
    void blocksNest() {
        Instruction in = new Instruction.In(1, 1, OptionalLong.empty());
        assertThat(GuestProgram.parse("loop {\nrepeat 3 {\nin 1\n}\nin 1\n}").of(0))
                .containsExactly(new Instruction.Repeat(
                        Instruction.Repeat.FOREVER, List.of(new Instruction.Repeat(3, List.of(in)), in)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in                                   | expected a port at the end of the line",
                "in 0x10000                           | a port is 65536, expected 0..65535",
                "in zero                              | expected a port, not 'zero'",
                "in.3 1                               | 'in' has sizes 1, 2, 4, not '3'",
                "in.8 1                               | 'in' has sizes 1, 2, 4, not '8'",
                "in 1 expects 2                       | expected 'expect', not 'expects'",
                "in 1 expect 0x100                    | 0x100 does not fit 1 byte",
                "out 1                                | expected a value at the end of the line",
                "out 1 2 3                            | nothing was expected after this, but there is '3'",
                "jump 5                               | 'jump' is no instruction; there are in, out",
                "sleep.4 5ms                          | 'sleep' takes no size",
                "sleep 5                              | '5' is no duration; write 100ms",
                "print 0x3f8 hello                    | expected a text in double quotes",
                "pci-read 00:05.0 0                   | is not of the form 0000:00:05.0",
                "pci-read 0000:00:05.0 2              | register 2 is not a multiple of the access size 4",
                "outs 1 from 1048572 count 5          | this leaves guest memory",
                "shutdown now                         | 'now' is none of [poweroff, reboot",
                "loop {                               | this block is never closed",
                "}                                    | no block is open here",
                "vcpu 128                             | a vCPU is 128, expected 0..127",
            })
    void whatCannotBeUnderstoodIsNamed(String line, String problem) {
        assertThatThrownBy(() -> GuestProgram.parse("halt\n" + line))
                .isInstanceOf(ProgramSyntaxException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("'" + line.trim() + "'")
                .hasMessageContaining(problem);
    }

    @Property
    void noTextBreaksTheParser(@ForAll @CharRange(from = '\n', to = '~') String text) {
        try {
            assertThat(GuestProgram.parse(text)).isNotNull();
        } catch (ProgramSyntaxException e) {
            assertThat(e).hasMessageContaining("line");
        }
    }
}
