package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Operations on servers of two domains, as a property test wants them: small numbers, so that they meet. */
final class RandomOperations {

    /** What to do, to which of two domains and which server; not every field is for every operation. */
    record Operation(
            Kind kind, int domain, int server, BufferedIo bufferedIo, IoRange range, int firstFrame, int frames) {}

    enum Kind {
        CREATE,
        INFO,
        ACQUIRE,
        RELEASE,
        ENABLE,
        DISABLE,
        MAP,
        UNMAP,
        DESTROY
    }

    private RandomOperations() {}

    static Arbitrary<Operation> operation() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(5, Kind.CREATE),
                Tuple.of(2, Kind.INFO),
                Tuple.of(4, Kind.ACQUIRE),
                Tuple.of(2, Kind.RELEASE),
                Tuple.of(2, Kind.ENABLE),
                Tuple.of(1, Kind.DISABLE),
                Tuple.of(8, Kind.MAP),
                Tuple.of(5, Kind.UNMAP),
                Tuple.of(2, Kind.DESTROY));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.of(BufferedIo.class),
                        range(),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 2))
                .as(Operation::new);
    }

    private static Arbitrary<IoRange> range() {
        Arbitrary<Integer> ends = Arbitraries.integers().between(0, 24);
        Arbitrary<IoRange> ports = Combinators.combine(ends, ends).as(PortRange::new);
        Arbitrary<IoRange> memory = Combinators.combine(ends, ends).as((first, last) -> new MemoryRange(first, last));
        Arbitrary<IoRange> pci = Arbitraries.integers().between(0, 3).map(device -> new PciFunction(0, 0, device, 0));
        return Arbitraries.oneOf(ports, ports, memory, pci);
    }
}
