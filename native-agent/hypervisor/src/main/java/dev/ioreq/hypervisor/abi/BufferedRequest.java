package dev.ioreq.hypervisor.abi;

/**
 * An entry of the buffered ring: something the guest does not wait for.
 *
 * @param type {@link IoreqType#COPY} for writes to the VGA window, {@link IoreqType#TIMEOFFSET}
 * @param read Xen buffers writes only; kept because the layout has it
 * @param addr guest-physical address, 20 bits
 * @param size bytes: 1, 2, 4 or 8 (an entry of 8 bytes takes two places in the ring)
 * @param data the value; the low {@code size} bytes count
 */
public record BufferedRequest(IoreqType type, boolean read, int addr, int size, long data) {}
