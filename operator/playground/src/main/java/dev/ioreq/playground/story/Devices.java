package dev.ioreq.playground.story;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.PortInterval;
import dev.ioreq.crds.ioreqserver.RangeSpec;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What a server's declaration says about its devices. */
final class Devices {
    private Devices() {}

    /** The first port of each port range: where the reference devices take what is printed. */
    static Set<Integer> ports(IoreqServer server) {
        return server.getSpec().ranges().stream()
                .map(RangeSpec::port)
                .filter(Objects::nonNull)
                .map(PortInterval::first)
                .map(Integer::decode)
                .collect(Collectors.toUnmodifiableSet());
    }
}
