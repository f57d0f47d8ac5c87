package dev.ioreq.emulator.device.uart;

/**
 * Modem control and status. The other end is always there (carrier, ready, clear to send); in loopback the outputs are the inputs.
 *
 * <pre>
 *   MCR  4 LOOP  3 OUT2  2 OUT1  1 RTS  0 DTR
 *   MSR  7 DCD   6 RI    5 DSR   4 CTS    3 dDCD  2 RI ended  1 dDSR  0 dCTS    (3-0: since the last read)
 * </pre>
 */
final class ModemLines {

    private static final int DTR = 0x01;
    private static final int RTS = 0x02;
    private static final int OUT1 = 0x04;
    private static final int OUT2 = 0x08;
    private static final int LOOP = 0x10;
    private static final int CONTROL_BITS = 0x1F;

    private static final int CTS = 0x10;
    private static final int DSR = 0x20;
    private static final int RI = 0x40;
    private static final int DCD = 0x80;
    private static final int CONNECTED = DCD | DSR | CTS;

    private int control;
    private int changes;

    int control() {
        return control;
    }

    boolean isLoopback() {
        return (control & LOOP) != 0;
    }

    void setControl(int value) {
        int before = inputs();
        control = value & CONTROL_BITS;
        int changed = before ^ inputs();
        // RI tells its trailing edge only.
        int told = changed & ~RI | changed & before & RI;
        changes |= told >>> 4;
    }

    boolean hasChanges() {
        return changes != 0;
    }

    int takeStatus() {
        int status = inputs() | changes;
        changes = 0;
        return status;
    }

    private int inputs() {
        if (!isLoopback()) {
            return CONNECTED;
        }
        return ((control & RTS) != 0 ? CTS : 0)
                | ((control & DTR) != 0 ? DSR : 0)
                | ((control & OUT1) != 0 ? RI : 0)
                | ((control & OUT2) != 0 ? DCD : 0);
    }
}
