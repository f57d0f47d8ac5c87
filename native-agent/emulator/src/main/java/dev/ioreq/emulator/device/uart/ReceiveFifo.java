package dev.ioreq.emulator.device.uart;

/** What was received and not yet read: 16 bytes with the FIFO enabled, one without. */
final class ReceiveFifo {

    private static final int DEPTH = 16;

    private final int[] bytes = new int[DEPTH];
    private int first;
    private int count;
    private boolean fifo;
    private boolean overrun;

    boolean isFifo() {
        return fifo;
    }

    void setFifo(boolean enabled) {
        fifo = enabled;
    }

    void clear() {
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int room() {
        return (fifo ? DEPTH : 1) - count;
    }

    /** A full FIFO drops the new byte; a full single register is overwritten. Both are an overrun. */
    void put(int value) {
        if (room() > 0) {
            bytes[(first + count++) % DEPTH] = value;
            return;
        }
        overrun = true;
        if (!fifo) {
            bytes[first] = value;
        }
    }

    /** The oldest byte; 0 if there is none. */
    int take() {
        if (count == 0) {
            return 0;
        }
        int value = bytes[first];
        first = (first + 1) % DEPTH;
        count--;
        return value;
    }

    boolean hasOverrun() {
        return overrun;
    }

    /** Whether bytes were lost since this was asked last. */
    boolean takeOverrun() {
        boolean was = overrun;
        overrun = false;
        return was;
    }
}
