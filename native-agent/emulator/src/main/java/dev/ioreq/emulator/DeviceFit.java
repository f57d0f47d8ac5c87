package dev.ioreq.emulator;

import dev.ioreq.protocol.handover.HandoverRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the devices and the offered ranges belong together: each has the other. */
final class DeviceFit {

    private DeviceFit() {}

    /** What does not fit, if anything. */
    static Optional<String> complaint(Collection<String> devices, List<HandoverRange> ranges) {
        Set<String> offered = new TreeSet<>();
        ranges.forEach(range -> offered.add(range.name()));
        Set<String> unknown = new TreeSet<>(devices);
        unknown.removeAll(offered);
        List<String> bare = withoutDevice(devices, ranges);
        List<String> complaints = new ArrayList<>();
        if (!unknown.isEmpty()) {
            complaints.add("--device names ranges that the server does not have: " + unknown + "; it has " + offered);
        }
        if (!bare.isEmpty()) {
            complaints.add("the server has ranges without a --device: " + bare);
        }
        return complaints.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", complaints));
    }

    /** The ranges nobody stands behind. */
    static List<String> withoutDevice(Collection<String> devices, List<HandoverRange> ranges) {
        return ranges.stream()
                .filter(range -> !devices.contains(range.name()))
                .map(HandoverRange::toString)
                .toList();
    }
}
