package dev.ioreq.emulator.dispatch;

import dev.ioreq.emulator.device.DeviceModel;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import java.util.List;
import java.util.Map;

/** The server's ranges and the devices behind them. */
final class RangeTable {

    /** Registers of a PCI function's configuration space, the extended ones included. */
    private static final int PCI_REGISTERS = 4096;

    /** Where nobody is: reads give all ones, writes are dropped. */
    static final Entry NOBODY = new Entry(new HandoverRange("nobody", Kind.MEMORY, 0, -1L), new Nobody());

    /** A range and the device behind it. */
    record Entry(HandoverRange range, DeviceModel device) {

        /** Where in the device an access begins. */
        long offset(long address) {
            return address - range.first();
        }
    }

    private static final class Nobody implements DeviceModel {

        @Override
        public long read(long offset, int size) {
            return IoDispatcher.ALL_ONES;
        }

        @Override
        public void write(long offset, int size, long value) {
            // Dropped.
        }
    }

    private final Entry[] entries;

    /** Ranges without a device are left out: nobody answers there. */
    RangeTable(List<HandoverRange> ranges, Map<String, DeviceModel> devices) {
        entries = ranges.stream()
                .filter(range -> devices.containsKey(range.name()))
                .map(range -> new Entry(range, devices.get(range.name())))
                .toArray(Entry[]::new);
    }

    /** The range that holds the whole access, as Xen selects servers; {@link #NOBODY} if none does. */
    Entry find(Kind kind, long address, int size) {
        for (Entry entry : entries) {
            if (entry.range().kind() == kind && entry.range().contains(address, size)) {
                return entry;
            }
        }
        return NOBODY;
    }

    /** That of a PCI function, if it has the registers; {@link #NOBODY} if not. */
    Entry findPci(long function, long register, int size) {
        for (Entry entry : entries) {
            if (entry.range().kind() == Kind.PCI
                    && entry.range().first() == function
                    && register + size <= PCI_REGISTERS) {
                return entry;
            }
        }
        return NOBODY;
    }
}
