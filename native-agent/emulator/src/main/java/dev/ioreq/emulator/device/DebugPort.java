package dev.ioreq.emulator.device;

/** Bochs' debug port: what is written to it is printed; reading gives 0xe9, by which a program knows that it is there. */
public final class DebugPort extends ByteWideDevice {

    /** What reading gives; the port's customary address too. */
    public static final int SIGNATURE = 0xE9;

    private final ByteOutput output;

    public DebugPort(ByteOutput output) {
        this.output = output;
    }

    @Override
    protected int readRegister(long offset) {
        return SIGNATURE;
    }

    @Override
    protected void writeRegister(long offset, int value) {
        output.put(value);
    }
}
