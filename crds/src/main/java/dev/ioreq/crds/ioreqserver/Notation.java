package dev.ioreq.crds.ioreqserver;

/** How numbers and addresses are written in a spec: one way each, so that equal values are equal strings and can be ordered as strings. */
final class Notation {

    /** Lower case, canonical. */
    static final String UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

    /** 0x0 to 0xffff, lower case, no leading zeros. */
    static final String PORT = "^0x(0|[1-9a-f][0-9a-f]{0,3})$";

    /** 0x0 to 0xffffffffffffffff, lower case, no leading zeros. */
    static final String ADDRESS = "^0x(0|[1-9a-f][0-9a-f]{0,15})$";

    /** Segment, bus, device (0x00 to 0x1f) and function (0 to 7), lower case. */
    static final String PCI = "^[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f][.][0-7]$";

    /** A DNS label. */
    static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    private Notation() {}
}
