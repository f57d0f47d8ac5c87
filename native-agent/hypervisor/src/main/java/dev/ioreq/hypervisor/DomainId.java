package dev.ioreq.hypervisor;

/**
 * The number of a domain. It names a domain only while that lives: numbers are used again (see {@link DomainIdentity}).
 *
 * @param value 0..65535 as in Xen's {@code domid_t}; guests have 1..32751
 */
public record DomainId(int value) {

    /** Domain 0, the control domain. */
    public static final DomainId DOMAIN_0 = new DomainId(0);

    /** The first number that no guest can have ({@code DOMID_FIRST_RESERVED}). */
    public static final int FIRST_RESERVED = 0x7ff0;

    public DomainId {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("domid " + value + " is not in 0..65535");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
