package dev.ioreq.emulator.device;

/** A device that takes bytes from outside, such as a serial console. */
public interface ByteInput {

    /** How many bytes it can take now. */
    int room();

    /** Takes one byte, 0..255. */
    void receive(int value);
}
