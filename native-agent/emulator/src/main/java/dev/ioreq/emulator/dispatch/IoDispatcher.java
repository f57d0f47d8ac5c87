package dev.ioreq.emulator.dispatch;

import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.device.DeviceModel;
import dev.ioreq.emulator.dispatch.RangeTable.Entry;
import dev.ioreq.hypervisor.abi.BufferedRequest;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import java.util.List;
import java.util.Map;

/**
 * Answers requests with devices. Whatever a request says, there is an answer: all ones where nobody is, and writes are dropped.
 */
public final class IoDispatcher {

    /** What a read gives where nobody answers. */
    public static final long ALL_ONES = -1L;

    /** Xen ends a repeated access at the page: as many accesses of one byte. */
    static final int MAX_REPETITIONS = 4096;

    private final Map<String, DeviceModel> devices;
    private final EmulatorLog log;
    private RangeTable table;

    /** @param devices by range name */
    public IoDispatcher(Map<String, DeviceModel> devices, List<HandoverRange> ranges, EmulatorLog log) {
        this.devices = Map.copyOf(devices);
        this.log = log;
        setRanges(ranges);
    }

    /** From now on these are the server's ranges. */
    public void setRanges(List<HandoverRange> ranges) {
        table = new RangeTable(ranges, devices);
    }

    /**
     * Does what the request says. The type comes first: an INVALIDATE carries no address.
     *
     * @return the data of the answer; for a write the data it came with
     */
    public long answer(IoreqRequest request) {
        return switch (request.type()) {
            case PIO, COPY, PCI_CONFIG -> access(request);
            // No guest memory is mapped here, so nothing is stale. The clock is no business of these devices.
            case INVALIDATE, TIMEOFFSET -> request.data();
            case UNKNOWN -> {
                log.sayOnce("request of unknown type", "answered as if nobody were there");
                yield nobody(request);
            }
        };
    }

    /** Does what an entry of the buffered ring says. Nobody waits for it. */
    public void perform(BufferedRequest entry) {
        if (entry.type() == IoreqType.PIO || entry.type() == IoreqType.COPY) {
            IoreqType type = entry.type();
            answer(new IoreqRequest(type, entry.addr(), entry.data(), 1, entry.size(), entry.read(), false, false));
        }
    }

    private long access(IoreqRequest request) {
        if (request.dataIsPointer()) {
            log.sayOnce(
                    where(request),
                    "string access with its data in guest memory, which this handover does not map: "
                            + (request.read() ? "answered all ones" : "dropped"));
            return request.data();
        }
        if (!isSize(request.size()) || Integer.compareUnsigned(request.count() - 1, MAX_REPETITIONS) >= 0) {
            log.sayOnce(
                    where(request),
                    "size " + Integer.toUnsignedString(request.size()) + ", count "
                            + Integer.toUnsignedString(request.count()) + ", expected 1, 2, 4 or 8 and 1.."
                            + MAX_REPETITIONS + ": answered as if nobody were there");
            return nobody(request);
        }
        long data = request.data();
        for (int turn = 0; turn < request.count(); turn++) {
            data = once(request, address(request, turn));
        }
        return data;
    }

    /** Ports and registers stay; memory walks by the size of the access, downwards with the direction flag. */
    private static long address(IoreqRequest request, int turn) {
        if (request.type() != IoreqType.COPY) {
            return request.addr();
        }
        long distance = (long) turn * request.size();
        return request.decreasing() ? request.addr() - distance : request.addr() + distance;
    }

    private long once(IoreqRequest request, long address) {
        return switch (request.type()) {
            case PIO -> on(table.find(Kind.PORT, address, request.size()), request, address);
            case COPY -> on(table.find(Kind.MEMORY, address, request.size()), request, address);
            default -> {
                long register = address & 0xFFFF_FFFFL;
                Entry entry = table.findPci(address >>> 32, register, request.size());
                yield device(entry.device(), request, register);
            }
        };
    }

    private long on(Entry entry, IoreqRequest request, long address) {
        return device(entry.device(), request, entry.offset(address));
    }

    private long device(DeviceModel device, IoreqRequest request, long offset) {
        try {
            if (request.read()) {
                return device.read(offset, request.size()) & mask(request.size());
            }
            device.write(offset, request.size(), request.data() & mask(request.size()));
            return request.data();
        } catch (RuntimeException e) {
            log.sayOnce(
                    device.getClass().getSimpleName() + " at " + where(request),
                    "failed: " + e + "; answered as if nobody were there");
            return nobody(request);
        }
    }

    private static long nobody(IoreqRequest request) {
        return request.read() ? ALL_ONES & mask(request.size()) : request.data();
    }

    private static boolean isSize(int size) {
        return size == 1 || size == 2 || size == 4 || size == 8;
    }

    private static long mask(int size) {
        return size >= 1 && size < 8 ? (1L << 8 * size) - 1 : -1L;
    }

    private static String where(IoreqRequest request) {
        String address = "0x" + Long.toHexString(request.addr());
        return switch (request.type()) {
            case PIO -> "port " + address;
            case COPY -> "memory " + address;
            default -> "pci " + address;
        };
    }
}
