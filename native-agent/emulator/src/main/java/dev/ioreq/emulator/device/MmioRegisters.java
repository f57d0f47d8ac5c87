package dev.ioreq.emulator.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A small register file to try memory-mapped I/O with. Little endian; accesses of 1, 2, 4 and 8 bytes at any offset.
 *
 * <pre>
 *   0x00  u64  ID        read only: what the configuration says
 *   0x08  u64  COUNTER   read only: writes that reached a scratch register since the start
 *   0x10  u64  SCRATCH   14 registers up to 0x7f: keep what is written, 0 at first
 *   0x80  ...            nothing there: all ones, writes dropped
 * </pre>
 */
public final class MmioRegisters implements DeviceModel {

    /** "IORQ" in the low half, 1 in the high half. */
    public static final long DEFAULT_ID = 0x0000_0001_5152_4F49L;

    /** Bytes of the register file. */
    public static final int SIZE = 0x80;

    private static final int ID = 0x00;
    private static final int COUNTER = 0x08;
    private static final int SCRATCH = 0x10;

    /** All ones follow the registers, so that an access may run over their end. */
    private final ByteBuffer registers = ByteBuffer.allocate(SIZE + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    public MmioRegisters(long id) {
        registers.putLong(ID, id).putLong(SIZE, -1L);
    }

    @Override
    public long read(long offset, int size) {
        long value = offset < SIZE ? registers.getLong((int) offset) : -1L;
        return size < Long.BYTES ? value & (1L << 8 * size) - 1 : value;
    }

    @Override
    public void write(long offset, int size, long value) {
        boolean kept = false;
        for (int at = 0; at < size; at++) {
            if (offset + at >= SCRATCH && offset + at < SIZE) {
                registers.put((int) offset + at, (byte) (value >>> 8 * at));
                kept = true;
            }
        }
        if (kept) {
            registers.putLong(COUNTER, registers.getLong(COUNTER) + 1);
        }
    }
}
