package dev.ioreq.agent.api;

import dev.ioreq.agent.declaration.NamedRange;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.protocol.agent.Interval;
import dev.ioreq.protocol.agent.IoRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the ranges of a declaration: each is well formed, names are unique, and no two of them overlap. */
final class DeclaredRanges {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int MAX_RANGES = 256;
    private static final long MAX_PORT = 0xffff;

    private DeclaredRanges() {}

    static List<NamedRange> read(List<IoRange> declared) throws InvalidDeclarationException {
        if (declared.size() > MAX_RANGES) {
            throw new InvalidDeclarationException("ranges", declared.size() + " of them", "at most " + MAX_RANGES);
        }
        List<NamedRange> ranges = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            String field = "ranges[" + i + "]";
            NamedRange range = read(field, declared.get(i));
            for (int other = 0; other < i; other++) {
                check(field, range, "ranges[" + other + "]", ranges.get(other));
            }
            ranges.add(range);
        }
        return ranges;
    }

    private static void check(String field, NamedRange range, String otherField, NamedRange other)
            throws InvalidDeclarationException {
        if (range.name().equals(other.name())) {
            throw new InvalidDeclarationException(
                    field + ".name", '"' + range.name() + '"', "a name that " + otherField + " does not have");
        }
        if (overlap(range.range(), other.range())) {
            throw new InvalidDeclarationException(
                    field, range, "a range that does not overlap " + otherField + ", " + other);
        }
    }

    private static NamedRange read(String field, IoRange range) throws InvalidDeclarationException {
        if (!NAME.matcher(range.getName()).matches()) {
            throw new InvalidDeclarationException(
                    field + ".name", '"' + range.getName() + '"', "a DNS label: 1 to 63 of [a-z0-9-]");
        }
        return new NamedRange(
                range.getName(),
                switch (range.getRangeCase()) {
                    case PORT -> port(field + ".port", range.getPort());
                    case MEMORY -> memory(field + ".memory", range.getMemory());
                    case PCI -> pci(field + ".pci", range.getPci());
                    case RANGE_NOT_SET ->
                        throw new InvalidDeclarationException(field, "nothing is set", "one of port, memory and pci");
                });
    }

    private static PortRange port(String field, Interval interval) throws InvalidDeclarationException {
        ordered(field, interval);
        if (Long.compareUnsigned(interval.getLast(), MAX_PORT) > 0) {
            throw new InvalidDeclarationException(field + ".last", hex(interval.getLast()), "a port, at most 0xffff");
        }
        return new PortRange((int) interval.getFirst(), (int) interval.getLast());
    }

    private static MemoryRange memory(String field, Interval interval) throws InvalidDeclarationException {
        ordered(field, interval);
        return new MemoryRange(interval.getFirst(), interval.getLast());
    }

    private static PciFunction pci(String field, dev.ioreq.protocol.agent.PciFunction pci)
            throws InvalidDeclarationException {
        try {
            return new PciFunction(pci.getSegment(), pci.getBus(), pci.getDevice(), pci.getFunction());
        } catch (IllegalArgumentException e) {
            throw new InvalidDeclarationException(
                    field, e.getMessage(), "segment to 0xffff, bus to 0xff, device to 0x1f, function to 7");
        }
    }

    private static void ordered(String field, Interval interval) throws InvalidDeclarationException {
        if (Long.compareUnsigned(interval.getFirst(), interval.getLast()) > 0) {
            throw new InvalidDeclarationException(
                    field + ".last",
                    hex(interval.getLast()),
                    "at least " + field + ".first, " + hex(interval.getFirst()));
        }
    }

    private static boolean overlap(dev.ioreq.hypervisor.IoRange a, dev.ioreq.hypervisor.IoRange b) {
        if (a instanceof PortRange x && b instanceof PortRange y) {
            return x.first() <= y.last() && y.first() <= x.last();
        }
        if (a instanceof MemoryRange x && b instanceof MemoryRange y) {
            return Long.compareUnsigned(x.first(), y.last()) <= 0 && Long.compareUnsigned(y.first(), x.last()) <= 0;
        }
        return a.equals(b);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
