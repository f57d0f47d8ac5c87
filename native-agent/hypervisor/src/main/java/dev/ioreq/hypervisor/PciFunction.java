package dev.ioreq.hypervisor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration space of one PCI function, as reached by ports 0xcf8 and 0xcfc (accesses by ECAM are plain memory).
 *
 * @param segment 0..65535
 * @param bus 0..255
 * @param device 0..31
 * @param function 0..7
 */
public record PciFunction(int segment, int bus, int device, int function) implements IoRange {

    private static final Pattern NOTATION =
            Pattern.compile("([0-9a-fA-F]{4}):([0-9a-fA-F]{2}):([0-9a-fA-F]{2})\\.([0-7])");

    public PciFunction {
        requireWithin("segment", segment, 0xffff);
        requireWithin("bus", bus, 0xff);
        requireWithin("device", device, 0x1f);
        requireWithin("function", function, 7);
    }

    /** Reads {@code 0000:00:05.0}. */
    public static PciFunction parse(String text) {
        Matcher matcher = NOTATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("PCI function '" + text + "' is not of the form 0000:00:05.0");
        }
        return new PciFunction(
                Integer.parseInt(matcher.group(1), 16),
                Integer.parseInt(matcher.group(2), 16),
                Integer.parseInt(matcher.group(3), 16),
                Integer.parseInt(matcher.group(4), 16));
    }

    /** The function of a number as made by {@link #sbdf()}. */
    public static PciFunction ofSbdf(int sbdf) {
        return new PciFunction(sbdf >>> 16, sbdf >>> 8 & 0xff, sbdf >>> 3 & 0x1f, sbdf & 7);
    }

    /** {@code segment << 16 | bus << 8 | device << 3 | function} ({@code XEN_DMOP_PCI_SBDF}). */
    public int sbdf() {
        return segment << 16 | bus << 8 | device << 3 | function;
    }

    @Override
    public String toString() {
        return String.format("pci %04x:%02x:%02x.%x", segment, bus, device, function);
    }

    private static void requireWithin(String field, int value, int last) {
        if (value < 0 || value > last) {
            throw new IllegalArgumentException("PCI " + field + " " + value + " is not in 0.." + last);
        }
    }
}
