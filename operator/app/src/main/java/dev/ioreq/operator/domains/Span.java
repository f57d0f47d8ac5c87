package dev.ioreq.operator.domains;

import dev.ioreq.crds.ioreqserver.RangeSpec;

/**
 * A range of a domain's I/O, in one address space, both ends included.
 *
 * @param name the range's name in its server
 * @param space which addresses are meant; spans of different spaces never overlap
 * @param first the lowest, unsigned
 * @param last the highest, unsigned; for a PCI function the same as {@code first}
 */
public record Span(String name, Space space, long first, long last) {

    /** The address spaces of Xen's {@code XEN_DMOP_IO_RANGE_*}. */
    public enum Space {
        /** I/O ports. */
        PORT,
        /** Guest-physical addresses. */
        MEMORY,
        /** PCI functions: {@code segment << 16 | bus << 8 | device << 3 | function}. */
        PCI
    }

    /**
     * Reads a range of a spec.
     *
     * @throws IllegalArgumentException naming the field, the value and what was expected, if the API server let something through
     */
    public static Span of(RangeSpec range) {
        String field = "spec.ranges[" + range.name() + "]";
        if (range.port() != null) {
            return interval(
                    field + ".port",
                    range.name(),
                    Space.PORT,
                    range.port().first(),
                    range.port().last());
        }
        if (range.memory() != null) {
            return interval(
                    field + ".memory",
                    range.name(),
                    Space.MEMORY,
                    range.memory().first(),
                    range.memory().last());
        }
        if (range.pci() != null) {
            long function = pci(field + ".pci", range.pci());
            return new Span(range.name(), Space.PCI, function, function);
        }
        throw new IllegalArgumentException(field + ": exactly one of port, memory and pci must be set");
    }

    /** Whether an access could fall into both. */
    public boolean overlaps(Span other) {
        return space == other.space
                && Long.compareUnsigned(first, other.last) <= 0
                && Long.compareUnsigned(other.first, last) <= 0;
    }

    private static Span interval(String field, String name, Space space, String first, String last) {
        long low = hex(field + ".first", first);
        long high = hex(field + ".last", last);
        if (Long.compareUnsigned(low, high) > 0) {
            throw new IllegalArgumentException(
                    field + ": first " + first + " is above last " + last + "; expected first <= last");
        }
        if (space == Space.PORT && Long.compareUnsigned(high, 0xffff) > 0) {
            throw new IllegalArgumentException(field + ".last: " + last + " is not a port; expected at most 0xffff");
        }
        return new Span(name, space, low, high);
    }

    private static long hex(String field, String text) {
        try {
            return Long.parseUnsignedLong(text.substring(text.startsWith("0x") ? 2 : 0), 16);
        } catch (NumberFormatException | NullPointerException e) {
            throw new IllegalArgumentException(
                    field + ": '" + text + "' is not a number; expected hex such as 0x3f8", e);
        }
    }

    private static long pci(String field, String text) {
        String[] parts = text.split("[:.]");
        try {
            if (parts.length == 4) {
                return Long.parseLong(parts[0], 16) << 16
                        | Long.parseLong(parts[1], 16) << 8
                        | Long.parseLong(parts[2], 16) << 3
                        | Long.parseLong(parts[3], 16);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notPci(field, text), e);
        }
        throw new IllegalArgumentException(notPci(field, text));
    }

    private static String notPci(String field, String text) {
        return field + ": '" + text
                + "' is not a PCI function; expected segment:bus:device.function in hex, such as 0000:00:05.0";
    }

    /** In the spec's notation: {@code port 0x3f8-0x3ff}, {@code pci 0000:00:05.0}. */
    @Override
    public String toString() {
        return switch (space) {
            case PORT -> "port 0x%x-0x%x".formatted(first, last);
            case MEMORY -> "memory 0x%x-0x%x".formatted(first, last);
            case PCI ->
                "pci %04x:%02x:%02x.%d".formatted(first >>> 16, first >>> 8 & 0xff, first >>> 3 & 0x1f, first & 7);
        };
    }
}
