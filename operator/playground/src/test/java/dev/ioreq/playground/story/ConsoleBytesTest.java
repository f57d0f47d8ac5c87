package dev.ioreq.playground.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsoleBytesTest {
    private static final int UART = 0x3f8;
    private static final int DEBUG = 0xe9;
    private static final String ONE_VCPU =
            """
            print 0xe9 "firmware\\n"
            print 0x3f8 "boot\\n"
            loop {
              sleep 1s
              print 0x3f8 "x\\n"
              print 0xe9 "."
            }
            """;
    private static final String TWO_VCPUS =
            """
            loop {
              print 0x3f8 "abc"
            }
            vcpu 1
            loop {
              print 0x3f8 "123"
            }
            """;

    @Test
    void eachPortHasItsOwnBytesInOrder() {
        assertThat(on(ONE_VCPU, UART).difference(output("boot\nx\nx\nx"))).isEmpty();
        assertThat(on(ONE_VCPU, DEBUG).difference(output("firmware\n..."))).isEmpty();
        assertThat(on(ONE_VCPU, UART, DEBUG).difference(output("firmware\nboot\nx\n.x")))
                .isEmpty();
    }

    @Test
    void aLostAWrongAndADoubledByteAreFound() {
        assertThat(on(ONE_VCPU, UART).difference(output("bot\n")))
                .hasValueSatisfying(text -> assertThat(text).contains("byte 2"));
        assertThat(on(ONE_VCPU, UART).difference(output("boot\ny"))).isNotEmpty();
        assertThat(on(ONE_VCPU, UART).difference(output("boott\n"))).isNotEmpty();
        assertThat(on(ONE_VCPU, UART).difference(output("boot\nx\n\u0007"))).isNotEmpty();
    }

    @Test
    void onlyTheByteThatWasBeingAnsweredMayComeTwiceWhereAnEmulatorDied() {
        assertThat(on(ONE_VCPU, UART).difference(output("boo", "t\nx"))).isEmpty();
        assertThat(on(ONE_VCPU, UART).difference(output("boot", "t\nx"))).isEmpty();
        assertThat(on(ONE_VCPU, UART).difference(output("boot", "\nx", "\nx"))).isEmpty();
        assertThat(on(ONE_VCPU, UART).difference(output("boot", "ot\nx"))).isNotEmpty();
        assertThat(on(ONE_VCPU, UART).difference(output("boo", "\nx"))).isNotEmpty();
    }

    @Test
    void theMixtureOfVcpusIsFreeButEachIsInOrder() {
        assertThat(on(TWO_VCPUS, UART).difference(output("a1b2c3ab1c2"))).isEmpty();
        assertThat(on(TWO_VCPUS, UART).difference(output("123123a"))).isEmpty();
        assertThat(on(TWO_VCPUS, UART).difference(output("a13b"))).isNotEmpty();
    }

    @Test
    void bytesThatTheGuestPrintedAndThatDidNotComeOutAreCounted() {
        byte[] printed = "firmware\nboot\nx\n.x\n".getBytes(StandardCharsets.UTF_8);

        assertThat(on(ONE_VCPU, UART).missing(printed, output("boot\nx\nx\n"))).isZero();
        assertThat(on(ONE_VCPU, UART).missing(printed, output("boot\nx"))).isEqualTo(3);
        assertThat(on(ONE_VCPU, DEBUG).missing(printed, output("firmware\n"))).isEqualTo(1);
        assertThat(on(TWO_VCPUS, UART).missing("ab123a".getBytes(StandardCharsets.UTF_8), output("1ab")))
                .isEqualTo(3);
    }

    @Test
    void vcpusThatShareALetterCannotBeTold() {
        assertThatThrownBy(() -> on("print 0x3f8 \"a\"\nvcpu 1\nprint 0x3f8 \"ba\"\n", UART))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ConsoleBytes on(String program, Integer... ports) {
        return new ConsoleBytes(GuestProgram.parse(program), Set.of(ports));
    }

    private static List<byte[]> output(String... starts) {
        return java.util.Arrays.stream(starts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
