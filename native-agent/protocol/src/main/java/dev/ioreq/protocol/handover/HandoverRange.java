package dev.ioreq.protocol.handover;

/**
 * One named range of guest I/O.
 *
 * @param name the range's name in the resource, 1..63 bytes, unique in its list
 * @param kind which address space
 * @param first the first address, unsigned; for PCI the function as segment&lt;&lt;16 | bus&lt;&lt;8 | device&lt;&lt;3 | function
 * @param last the last address, inclusive, unsigned; for PCI the same as first
 */
public record HandoverRange(String name, Kind kind, long first, long last) {

    /** The address space of a range. Ordinal = wire value. */
    public enum Kind {
        PORT,
        MEMORY,
        PCI
    }

    public HandoverRange {
        Fields.name("range.name", name);
        if (Long.compareUnsigned(first, last) > 0) {
            throw new InvalidFieldException("range.last", hex(last), "at least range.first, " + hex(first));
        }
        if (kind == Kind.PORT && Long.compareUnsigned(last, 0xFFFF) > 0) {
            throw new InvalidFieldException("range.last", hex(last), "a port, at most 0xffff");
        }
        if (kind == Kind.PCI && (first != last || Long.compareUnsigned(last, 0xFFFFFFFFL) > 0)) {
            throw new InvalidFieldException(
                    "range.last", hex(last), "range.first, " + hex(first) + ", and 32 bits: one PCI function");
        }
    }

    /** Whether the whole access [address, address + size) lies in this range. */
    public boolean contains(long address, int size) {
        return Long.compareUnsigned(address, first) >= 0
                && Long.compareUnsigned(address, last) <= 0
                && Long.compareUnsigned(last - address, size - 1L) >= 0;
    }

    /** In the field's notation: {@code com1 port 0x3f8-0x3ff}, {@code nic pci 0000:00:05.0}. */
    @Override
    public String toString() {
        return switch (kind) {
            case PORT -> name + " port " + hex(first) + "-" + hex(last);
            case MEMORY -> name + " memory " + hex(first) + "-" + hex(last);
            case PCI ->
                "%s pci %04x:%02x:%02x.%x"
                        .formatted(name, first >>> 16, first >>> 8 & 0xFF, first >>> 3 & 0x1F, first & 7);
        };
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
