package dev.ioreq.emulator.device.uart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The accesses are those of Linux' drivers/tty/serial/8250: early console, autoconfig, startup, poll. */
class Uart16550Test {

    private static final int THR = 0;
    private static final int RBR = 0;
    private static final int DLL = 0;
    private static final int IER = 1;
    private static final int DLM = 1;
    private static final int IIR = 2;
    private static final int FCR = 2;
    private static final int LCR = 3;
    private static final int MCR = 4;
    private static final int LSR = 5;
    private static final int MSR = 6;
    private static final int SCR = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Uart16550 uart = new Uart16550(out::write);

    @Test
    void whatIsTransmittedIsOutAtOnceAndTheTransmitterIsEmptyAgain() {
        for (byte character : "Linux\r\n".getBytes(StandardCharsets.US_ASCII)) {
            assertThat(read(LSR) & 0x60).isEqualTo(0x60);
            int before = out.size();
            write(THR, character & 0xFF);
            assertThat(out.size()).isEqualTo(before + 1);
        }
        assertThat(out).hasToString("Linux\r\n");
    }

    @Test
    void theEarlyConsoleFindsADivisorItCanDivideBy() {
        int lcr = read(LCR);
        write(LCR, lcr | 0x80);
        int divisor = read(DLM) << 8 | read(DLL);
        write(LCR, lcr);

        assertThat(1_843_200 / 16 / divisor).isEqualTo(9600);
    }

    @Test
    void autoconfigFindsA16550A() {
        // Is anybody there: the interrupt enables keep four bits.
        int ier = read(IER);
        write(IER, 0);
        assertThat(read(IER) & 0x0f).isZero();
        write(IER, 0x0f);
        assertThat(read(IER) & 0x0f).isEqualTo(0x0f);
        write(IER, ier);
        // Loopback: OUT2 and RTS come back as DCD and CTS.
        int mcr = read(MCR);
        write(MCR, 0x10 | 0x0A);
        assertThat(read(MSR) & 0xF0).isEqualTo(0x90);
        write(MCR, mcr);
        // Which one: FIFOs that work.
        write(LCR, 0xBF);
        write(2, 0);
        write(LCR, 0);
        write(FCR, 0x01);
        assertThat(read(IIR) >> 6).isEqualTo(3);
        // Not a 16650 (a register shows up behind DLAB), not a 16750 (64 bytes), not an XScale (UUE sticks).
        write(LCR, 0x80);
        assertThat(read(2)).isNotZero();
        write(LCR, 0);
        write(FCR, 0x21);
        assertThat(read(IIR) & 0xE0).isEqualTo(0xC0);
        write(FCR, 0x01);
        write(IER, read(IER) | 0x40);
        assertThat(read(IER) & 0x40).isZero();
    }

    @Test
    void startupFindsNoBrokenTransmitterInterrupt() {
        write(FCR, 0x01);
        write(FCR, 0x07);
        write(FCR, 0);
        assertThat(read(LSR)).isNotEqualTo(0xff);
        read(RBR);
        read(IIR);
        read(MSR);
        // Enabling "transmitter empty" twice gives its cause twice.
        write(IER, 0x02);
        assertThat(read(IIR)).isEqualTo(0x02);
        assertThat(read(IIR)).isEqualTo(0x01);
        write(IER, 0);
        write(IER, 0x02);
        assertThat(read(IIR)).isEqualTo(0x02);
        write(THR, 'x');
        assertThat(read(IIR)).isEqualTo(0x02);
        assertThat(read(IIR)).isEqualTo(0x01);
    }

    @Test
    void aPollingDriverReadsWhatWasTyped() {
        write(FCR, 0x01);
        write(IER, 0x05);
        assertThat(read(IIR)).isEqualTo(0xC1);
        uart.receive('h');
        uart.receive('i');

        assertThat(read(IIR)).isEqualTo(0xC4);
        assertThat(read(LSR)).isEqualTo(0x61);
        assertThat(read(RBR)).isEqualTo('h');
        assertThat(read(RBR)).isEqualTo('i');
        assertThat(read(LSR)).isEqualTo(0x60);
        assertThat(read(IIR)).isEqualTo(0xC1);
        assertThat(read(RBR)).isZero();
    }

    @Test
    void theFifoTakesSixteenAndTheRegisterOne() {
        assertThat(uart.room()).isEqualTo(1);
        write(FCR, 0x01);
        assertThat(uart.room()).isEqualTo(16);
        for (int value = 0; value < 17; value++) {
            uart.receive(value);
        }

        assertThat(uart.room()).isZero();
        write(IER, 0x04);
        assertThat(read(IIR)).isEqualTo(0xC6);
        assertThat(read(LSR)).isEqualTo(0x63);
        assertThat(read(LSR)).isEqualTo(0x61);
        for (int value = 0; value < 16; value++) {
            assertThat(read(RBR)).isEqualTo(value);
        }
        assertThat(read(LSR)).isEqualTo(0x60);
    }

    @Test
    void clearingOrSwitchingTheFifoDropsWhatWasReceived() {
        write(FCR, 0x01);
        uart.receive('a');
        write(FCR, 0x03);
        assertThat(read(LSR)).isEqualTo(0x60);
        uart.receive('b');
        write(FCR, 0x05);
        assertThat(read(RBR)).as("clearing the transmitter keeps the receiver").isEqualTo('b');
        uart.receive('c');
        write(FCR, 0);
        assertThat(read(LSR)).isEqualTo(0x60);
        assertThat(read(IIR)).isEqualTo(0x01);
    }

    @Test
    void inLoopbackTheReceiverHearsTheTransmitterAndNobodyElseDoes() {
        write(FCR, 0x01);
        write(MCR, 0x10);
        assertThat(uart.room()).as("the line is cut").isZero();
        write(THR, 'a');
        write(THR, 'b');

        assertThat(out.size()).isZero();
        assertThat(read(RBR)).isEqualTo('a');
        assertThat(read(RBR)).isEqualTo('b');
        write(MCR, 0);
        write(THR, 'c');
        assertThat(out).hasToString("c");
    }

    @Test
    void modemLinesSayConnectedAndTellTheirChangesOnce() {
        assertThat(read(MSR)).isEqualTo(0xb0);
        write(MCR, 0x10 | 0x04);
        assertThat(read(MSR)).as("CTS, DSR, DCD fell, RI rose").isEqualTo(0x40 | 0x0b);
        assertThat(read(MSR)).isEqualTo(0x40);
        write(MCR, 0x0b);
        assertThat(read(MSR)).as("all rose, RI fell").isEqualTo(0xb0 | 0x0f);
        assertThat(read(MSR)).isEqualTo(0xb0);
        assertThat(read(MCR)).isEqualTo(0x0b);
    }

    @Test
    void theScratchRegisterAndTheDivisorKeepWhatIsWritten() {
        write(SCR, 0x5a);
        write(LCR, 0x83);
        write(DLL, 0x34);
        write(DLM, 0x12);
        assertThat(read(DLL)).isEqualTo(0x34);
        assertThat(read(DLM)).isEqualTo(0x12);
        write(LCR, 0x03);

        assertThat(read(SCR)).isEqualTo(0x5a);
        assertThat(read(IER)).as("the divisor is not the interrupt enables").isZero();
        assertThat(out.size()).as("nor the transmitter").isZero();
    }

    @Test
    void readOnlyRegistersStayAndAWideAccessIsOneToEachRegister() {
        write(LSR, 0xff);
        write(MSR, 0xff);
        assertThat(uart.read(LSR, 2)).isEqualTo(0xb060);
        uart.write(LCR, 2, 0x0b03);
        assertThat(read(LCR)).isEqualTo(0x03);
        assertThat(read(MCR)).isEqualTo(0x0b);
        assertThat(uart.read(SCR, 2)).as("nothing behind the last register").isEqualTo(0xff00);
    }

    private int read(int register) {
        return (int) uart.read(register, 1);
    }

    private void write(int register, int value) {
        uart.write(register, 1, value);
    }
}
