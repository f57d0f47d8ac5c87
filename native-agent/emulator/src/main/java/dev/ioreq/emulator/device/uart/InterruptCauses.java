package dev.ioreq.emulator.device.uart;

/** Which cause IIR names: the most urgent that is enabled. */
final class InterruptCauses {

    private static final int ENABLE_RECEIVED = 0x01;
    private static final int ENABLE_TRANSMITTER_EMPTY = 0x02;
    private static final int ENABLE_LINE_STATUS = 0x04;
    private static final int ENABLE_MODEM_STATUS = 0x08;

    private static final int LINE_STATUS = 0x06;
    private static final int RECEIVED = 0x04;
    private static final int TRANSMITTER_EMPTY = 0x02;
    private static final int MODEM_STATUS = 0x00;
    private static final int NONE = 0x01;

    private boolean transmitterEmptied;

    /** Enabling "transmitter empty" while it is empty, and here it always is, is a cause by itself. */
    void enabled(int before, int now) {
        if ((now & ~before & ENABLE_TRANSMITTER_EMPTY) != 0) {
            transmitterEmptied = true;
        }
    }

    void transmitted() {
        transmitterEmptied = true;
    }

    /** The cause; being named ends "transmitter empty", as the data sheet has it. */
    int take(int enabled, ReceiveFifo receiver, ModemLines modem) {
        if ((enabled & ENABLE_LINE_STATUS) != 0 && receiver.hasOverrun()) {
            return LINE_STATUS;
        }
        if ((enabled & ENABLE_RECEIVED) != 0 && !receiver.isEmpty()) {
            return RECEIVED;
        }
        if ((enabled & ENABLE_TRANSMITTER_EMPTY) != 0 && transmitterEmptied) {
            transmitterEmptied = false;
            return TRANSMITTER_EMPTY;
        }
        if ((enabled & ENABLE_MODEM_STATUS) != 0 && modem.hasChanges()) {
            return MODEM_STATUS;
        }
        return NONE;
    }
}
