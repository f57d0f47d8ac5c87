package dev.ioreq.emulator.dispatch;

import dev.ioreq.emulator.device.DeviceModel;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server's ranges and the devices behind them. */
final class RangeTable {

    /** Registers of a PCI function's configuration space, the extended ones included. */
    private static final int PCI_REGISTERS = 4096;

    /** A device, and where in it an access begins. */
    record Target(DeviceModel device, long offset) {}

    private record Entry(HandoverRange range, DeviceModel device) {}

    private final List<Entry> entries;

    /** Ranges without a device are left out: nobody answers there. */
    RangeTable(List<HandoverRange> ranges, Map<String, DeviceModel> devices) {
        entries = ranges.stream()
                .filter(range -> devices.containsKey(range.name()))
                .map(range -> new Entry(range, devices.get(range.name())))
                .toList();
    }

    /** The device whose range holds the whole access, as Xen selects servers. */
    Optional<Target> find(Kind kind, long address, int size) {
        for (Entry entry : entries) {
            if (entry.range().kind() == kind && entry.range().contains(address, size)) {
                return Optional.of(
                        new Target(entry.device(), address - entry.range().first()));
            }
        }
        return Optional.empty();
    }

    /** The device behind a PCI function. */
    Optional<Target> findPci(long function, long register, int size) {
        for (Entry entry : entries) {
            if (entry.range().kind() == Kind.PCI
                    && entry.range().first() == function
                    && register + size <= PCI_REGISTERS) {
                return Optional.of(new Target(entry.device(), register));
            }
        }
        return Optional.empty();
    }
}
