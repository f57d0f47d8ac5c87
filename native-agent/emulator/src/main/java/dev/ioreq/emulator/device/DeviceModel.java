package dev.ioreq.emulator.device;

/**
 * The device behind one range. All calls come from one thread, one after the other; the guest's vCPU waits for each of them, so neither
 * may block. What a write puts out must have left the process when it returns: an emulator can be killed at any moment.
 *
 * <p>An exception is logged and answered as a range without a device would: all ones, or dropped.
 */
public interface DeviceModel {

    /**
     * The guest reads.
     *
     * @param offset bytes from the range's first address; for a PCI function the register
     * @param size 1, 2, 4 or 8; the whole access lies in the range
     * @return the value, little endian; only its low {@code size} bytes count
     */
    long read(long offset, int size);

    /**
     * The guest writes.
     *
     * @param offset as for {@link #read}
     * @param size 1, 2, 4 or 8
     * @param value the value, little endian; the bytes above {@code size} are 0
     */
    void write(long offset, int size, long value);
}
