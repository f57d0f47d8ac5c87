package dev.ioreq.emulator.device;

/** A device of 8-bit registers: a wider access is as many accesses to consecutive registers, as on an ISA bus. */
public abstract class ByteWideDevice implements DeviceModel {

    /** A device without registers; subclasses add them. */
    protected ByteWideDevice() {}

    /** Reads the register, 0..255. */
    protected abstract int readRegister(long offset);

    /** Writes the register; value is 0..255. */
    protected abstract void writeRegister(long offset, int value);

    @Override
    public final long read(long offset, int size) {
        long value = 0;
        for (int at = 0; at < size; at++) {
            value |= (readRegister(offset + at) & 0xFFL) << 8 * at;
        }
        return value;
    }

    @Override
    public final void write(long offset, int size, long value) {
        for (int at = 0; at < size; at++) {
            writeRegister(offset + at, (int) (value >>> 8 * at) & 0xFF);
        }
    }
}
