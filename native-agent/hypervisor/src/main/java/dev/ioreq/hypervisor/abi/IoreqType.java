package dev.ioreq.hypervisor.abi;

/** What kind of access a request is ({@code IOREQ_TYPE_*}). */
public enum IoreqType {
    /** A port; {@code addr} is the port. */
    PIO(0),
    /** Memory; {@code addr} is the guest-physical address. */
    COPY(1),
    /** PCI configuration space by 0xcf8/0xcfc; {@code addr} is the function's sbdf in bits 63-32 and the register in bits 31-0. */
    PCI_CONFIG(2),
    /** The guest moved its clock; buffered only, sent to every server that buffers. */
    TIMEOFFSET(7),
    /** Cached mappings of guest memory are stale; sent to every enabled server, and the vCPU waits for all. {@code addr} means nothing. */
    INVALIDATE(8),
    /** A number that is none of Xen's. Answer it like any request, or the guest hangs. */
    UNKNOWN(255);

    private final int code;

    IoreqType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static IoreqType of(int code) {
        return switch (code) {
            case 0 -> PIO;
            case 1 -> COPY;
            case 2 -> PCI_CONFIG;
            case 7 -> TIMEOFFSET;
            case 8 -> INVALIDATE;
            default -> UNKNOWN;
        };
    }
}
