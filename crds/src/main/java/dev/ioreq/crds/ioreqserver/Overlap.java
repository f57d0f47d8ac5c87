package dev.ioreq.crds.ioreqserver;

/**
 * The CEL rules by which two ranges of one server may not overlap; the hypervisor would refuse the second.
 *
 * <p>CEL cannot parse hex. It need not: {@link Notation} leaves each number one spelling, lower case and without leading zeros, so of two
 * numbers the shorter one is the lower, and among equally long ones the order of the strings is the order of the numbers.
 *
 * <p>The messages do not say which two: an API server takes no expression for a message that it cannot bound, and it can bound none that
 * picks an item of a list.
 */
final class Overlap {

    private static final String PORTS_MEET = "a.name != b.name && has(a.port) && has(b.port)"
            + " && (size(a.port.first) < size(b.port.last)"
            + " || (size(a.port.first) == size(b.port.last) && a.port.first <= b.port.last))"
            + " && (size(b.port.first) < size(a.port.last)"
            + " || (size(b.port.first) == size(a.port.last) && b.port.first <= a.port.last))";

    private static final String MEMORY_MEETS = "a.name != b.name && has(a.memory) && has(b.memory)"
            + " && (size(a.memory.first) < size(b.memory.last)"
            + " || (size(a.memory.first) == size(b.memory.last) && a.memory.first <= b.memory.last))"
            + " && (size(b.memory.first) < size(a.memory.last)"
            + " || (size(b.memory.first) == size(a.memory.last) && b.memory.first <= a.memory.last))";

    private static final String PCI_MEETS = "a.name != b.name && has(a.pci) && has(b.pci) && a.pci == b.pci";

    /** No two ranges of ports have one in common. */
    static final String NO_PORTS = "!self.exists(a, self.exists(b, " + PORTS_MEET + "))";

    /** No two ranges of memory have an address in common. */
    static final String NO_MEMORY = "!self.exists(a, self.exists(b, " + MEMORY_MEETS + "))";

    /** No two ranges are the same PCI function. */
    static final String NO_PCI = "!self.exists(a, self.exists(b, " + PCI_MEETS + "))";

    private Overlap() {}
}
