package dev.ioreq.emulator.device.uart;

import dev.ioreq.emulator.device.ByteInput;
import dev.ioreq.emulator.device.ByteOutput;
import dev.ioreq.emulator.device.ByteWideDevice;

/**
 * A 16550A serial port. What is transmitted has left the process before the guest goes on; a transmitter is therefore always empty.
 *
 * <pre>
 *        DLAB = 0                      DLAB = 1
 *   0    r RBR receive / w THR send    DLL divisor, low
 *   1    IER interrupt enable          DLM divisor, high
 *   2    r IIR interrupt cause / w FCR FIFO control
 *   3    LCR line control, bit 7 DLAB
 *   4    MCR modem control, bit 4 LOOP
 *   5    LSR line status (read only)
 *   6    MSR modem status (read only)
 *   7    SCR scratch
 * </pre>
 *
 * <p>No interrupt is raised: a PVH guest has no interrupt controller that an emulator could reach. IIR tells the cause all the same, so a
 * driver that polls (Linux: {@code irq 0}) works in both directions.
 */
public final class Uart16550 extends ByteWideDevice implements ByteInput {

    private static final int RBR_THR_DLL = 0;
    private static final int IER_DLM = 1;
    private static final int IIR_FCR = 2;
    private static final int LCR = 3;
    private static final int MCR = 4;
    private static final int LSR = 5;
    private static final int MSR = 6;
    private static final int SCR = 7;

    private static final int LCR_DLAB = 0x80;
    private static final int IER_BITS = 0x0F;
    private static final int FCR_ENABLE = 0x01;
    private static final int FCR_CLEAR_RECEIVER = 0x02;
    private static final int IIR_FIFO = 0xC0;
    private static final int LSR_DATA_READY = 0x01;
    private static final int LSR_OVERRUN = 0x02;
    private static final int LSR_TRANSMITTER_EMPTY = 0x60;
    private static final int DIVISOR_OF_9600 = 12;

    private final ByteOutput output;
    private final ReceiveFifo receiver = new ReceiveFifo();
    private final ModemLines modem = new ModemLines();
    private final InterruptCauses causes = new InterruptCauses();

    private int interruptEnable;
    private int lineControl;
    private int scratch;
    private int divisor = DIVISOR_OF_9600;

    public Uart16550(ByteOutput output) {
        this.output = output;
    }

    @Override
    protected int readRegister(long offset) {
        switch ((int) offset) {
            case RBR_THR_DLL:
                return divisorSelected() ? divisor & 0xFF : receiver.take();
            case IER_DLM:
                return divisorSelected() ? divisor >>> 8 : interruptEnable;
            case IIR_FCR:
                return readCause();
            case LCR:
                return lineControl;
            case MCR:
                return modem.control();
            case LSR:
                return LSR_TRANSMITTER_EMPTY
                        | (receiver.isEmpty() ? 0 : LSR_DATA_READY)
                        | (receiver.takeOverrun() ? LSR_OVERRUN : 0);
            case MSR:
                return modem.takeStatus();
            case SCR:
                return scratch;
            default:
                return 0xFF;
        }
    }

    @Override
    protected void writeRegister(long offset, int value) {
        switch ((int) offset) {
            case RBR_THR_DLL -> {
                if (divisorSelected()) {
                    divisor = divisor & 0xFF00 | value;
                } else {
                    transmit(value);
                }
            }
            case IER_DLM -> {
                if (divisorSelected()) {
                    divisor = divisor & 0xFF | value << 8;
                } else {
                    causes.enabled(interruptEnable, value & IER_BITS);
                    interruptEnable = value & IER_BITS;
                }
            }
            case IIR_FCR -> fifoControl(value);
            case LCR -> lineControl = value;
            case MCR -> modem.setControl(value);
            case SCR -> scratch = value;
            default -> {
                // LSR and MSR are read only; nothing lies beyond SCR.
            }
        }
    }

    @Override
    public int room() {
        return modem.isLoopback() ? 0 : receiver.room();
    }

    @Override
    public void receive(int value) {
        receiver.put(value);
    }

    private boolean divisorSelected() {
        return (lineControl & LCR_DLAB) != 0;
    }

    private void transmit(int value) {
        if (modem.isLoopback()) {
            receiver.put(value);
        } else {
            output.put(value);
        }
        causes.transmitted();
    }

    private void fifoControl(int value) {
        boolean enable = (value & FCR_ENABLE) != 0;
        if (enable != receiver.isFifo() || enable && (value & FCR_CLEAR_RECEIVER) != 0) {
            receiver.clear();
        }
        receiver.setFifo(enable);
    }

    private int readCause() {
        int cause = causes.take(interruptEnable, receiver, modem);
        return receiver.isFifo() ? IIR_FIFO | cause : cause;
    }
}
