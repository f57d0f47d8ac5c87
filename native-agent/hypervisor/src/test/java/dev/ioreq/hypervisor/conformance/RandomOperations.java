package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Operations on servers of two domains, as a property test wants them: small numbers, so that they meet. */
final class RandomOperations {

    /** What to do, to which of two domains and which server; not every field is for every operation. */
    record Operation(
            Kind kind, int domain, int server, BufferedIo bufferedIo, IoRange range, int firstFrame, int frames) {}

    enum Kind {
        CREATE(5),
        INFO(2),
        ACQUIRE(4),
        RELEASE(2),
        ENABLE(2),
        DISABLE(1),
        MAP(8),
        UNMAP(5),
        DESTROY(2);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    /** Each as often as it weighs. */
    private static final List<Kind> KINDS = Arrays.stream(Kind.values())
            .flatMap(kind -> Collections.nCopies(kind.weight, kind).stream())
            .toList();

    private static final int ENDS = 24;

    private RandomOperations() {}

    /** The sequence that a seed names for ever; cheap to make, because a stage may be slow. */
    static List<Operation> sequence(long seed, int length) {
        Random random = new Random(seed);
        return Stream.generate(() -> next(random)).limit(length).toList();
    }

    private static Operation next(Random random) {
        return new Operation(
                KINDS.get(random.nextInt(KINDS.size())),
                random.nextInt(2),
                random.nextInt(9),
                BufferedIo.values()[random.nextInt(BufferedIo.values().length)],
                range(random),
                random.nextInt(3),
                1 + random.nextInt(2));
    }

    private static IoRange range(Random random) {
        int first = random.nextInt(ENDS + 1);
        int last = random.nextInt(ENDS + 1);
        return switch (random.nextInt(4)) {
            case 0, 1 -> new PortRange(first, last);
            case 2 -> new MemoryRange(first, last);
            default -> new PciFunction(0, 0, first % 4, 0);
        };
    }

    /** The same, to be tried and made smaller. */
    static Arbitrary<Operation> operation() {
        Arbitrary<Kind> kinds = Arbitraries.of(KINDS);
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
        Arbitrary<Integer> ends = Arbitraries.integers().between(0, ENDS);
        Arbitrary<IoRange> ports = Combinators.combine(ends, ends).as(PortRange::new);
        Arbitrary<IoRange> memory = Combinators.combine(ends, ends).as((first, last) -> new MemoryRange(first, last));
        Arbitrary<IoRange> pci = Arbitraries.integers().between(0, 3).map(device -> new PciFunction(0, 0, device, 0));
        return Arbitraries.oneOf(ports, ports, memory, pci);
    }
}
