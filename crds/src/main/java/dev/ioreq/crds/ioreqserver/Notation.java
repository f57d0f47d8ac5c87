package dev.ioreq.crds.ioreqserver;

/**
 * How numbers and addresses are written in a spec: one way each, so that equal values are equal strings and can be ordered as strings.
 *
 * <p>Each is a pattern of the schema, which every API server knows, and a rule, which can say in words what is wrong.
 */
final class Notation {

    /** A DNS label. */
    static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /** Lower case, canonical. */
    static final String UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

    static final String IS_UUID = "self.matches('" + UUID + "')";

    /** 0x0 to 0xffff, lower case, no leading zeros. */
    static final String PORT = "^0x(0|[1-9a-f][0-9a-f]{0,3})$";

    static final String IS_PORT = "self.matches('" + PORT + "')";
    static final String PORT_RULE =
            " in spec.ranges must be 0x0 to 0xffff in lower-case hex without leading zeros, for example 0x3f8";

    /** 0x0 to 0xffffffffffffffff, lower case, no leading zeros. */
    static final String ADDRESS = "^0x(0|[1-9a-f][0-9a-f]{0,15})$";

    static final String IS_ADDRESS = "self.matches('" + ADDRESS + "')";
    static final String ADDRESS_RULE =
            " in spec.ranges must be 0x0 to 0xffffffffffffffff in lower-case hex without leading zeros, for example 0xfeb00000";

    /** Segment, bus, device (0x00 to 0x1f) and function (0 to 7), lower case. */
    static final String PCI = "^[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f][.][0-7]$";

    static final String IS_PCI = "self.matches('" + PCI + "')";

    /** Enough for a value that is too long to be refused by its pattern and rule; the API server's own words name no reason. */
    static final int LONGEST_HEX = 20;

    /** Hex of one spelling, as numbers: the shorter is the lower, equally long ones are in the order of the strings. */
    private static final String HEX_ORDERED =
            "size(self.first) < size(self.last) || (size(self.first) == size(self.last) && self.first <= self.last)";

    /** True also if one of them is malformed: then that is what to say. */
    static final String PORTS_ORDERED =
            "!self.first.matches('" + PORT + "') || !self.last.matches('" + PORT + "') || " + HEX_ORDERED;

    /** True also if one of them is malformed: then that is what to say. */
    static final String ADDRESSES_ORDERED =
            "!self.first.matches('" + ADDRESS + "') || !self.last.matches('" + ADDRESS + "') || " + HEX_ORDERED;

    private Notation() {}
}
