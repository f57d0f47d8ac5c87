package dev.ioreq.hypervisor.abi;

/**
 * A request: a copy of a slot without its state and event channel.
 *
 * @param type what kind of access
 * @param addr port, guest-physical address, or sbdf and register (see {@link IoreqType})
 * @param data the value written; or with {@code dataIsPointer} the guest-physical address of the values
 * @param count repetitions (rep prefix), unsigned; 1 for a plain access, 0 for INVALIDATE
 * @param size bytes of one access: 1, 2, 4 or 8
 * @param read true if the guest reads
 * @param dataIsPointer true if {@code data} is an address
 * @param decreasing true if addresses count down (direction flag)
 */
public record IoreqRequest(
        IoreqType type,
        long addr,
        long data,
        int count,
        int size,
        boolean read,
        boolean dataIsPointer,
        boolean decreasing) {

    /** A plain read of {@code size} bytes. */
    public static IoreqRequest read(IoreqType type, long addr, int size) {
        return new IoreqRequest(type, addr, 0, 1, size, true, false, false);
    }

    /** A plain write of {@code size} bytes. */
    public static IoreqRequest write(IoreqType type, long addr, int size, long data) {
        return new IoreqRequest(type, addr, data, 1, size, false, false, false);
    }

    /** The broadcast that every enabled server gets when guest memory goes away. */
    public static IoreqRequest invalidate() {
        return new IoreqRequest(IoreqType.INVALIDATE, 0, -1L, 0, 4, false, false, false);
    }
}
