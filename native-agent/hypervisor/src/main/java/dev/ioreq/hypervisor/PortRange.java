package dev.ioreq.hypervisor;

/**
 * I/O ports. Xen takes ports above 0xffff without complaint, but no guest can reach them.
 *
 * @param first 0 or more
 * @param last inclusive
 */
public record PortRange(int first, int last) implements IoRange {

    public PortRange {
        if (first < 0 || last < 0) {
            throw new IllegalArgumentException("port range " + first + "-" + last + ": a port number is not negative");
        }
    }

    @Override
    public String toString() {
        return "port 0x" + Integer.toHexString(first) + "-0x" + Integer.toHexString(last);
    }
}
