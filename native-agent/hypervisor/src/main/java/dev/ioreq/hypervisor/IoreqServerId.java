package dev.ioreq.hypervisor;

/**
 * The number of an IOREQ server within its domain.
 *
 * @param value 0..65535 as in Xen's {@code ioservid_t}; servers have 0..7
 */
public record IoreqServerId(int value) {

    /** How many servers a domain can have ({@code MAX_NR_IOREQ_SERVERS}). */
    public static final int MAX_SERVERS = 8;

    public IoreqServerId {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("ioreq server id " + value + " is not in 0..65535");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
