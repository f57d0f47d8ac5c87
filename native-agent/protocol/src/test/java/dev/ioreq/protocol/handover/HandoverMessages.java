package dev.ioreq.protocol.handover;

import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Every message there can be. */
final class HandoverMessages {

    private HandoverMessages() {}

    static Arbitrary<HandoverMessage> any() {
        return Arbitraries.oneOf(List.of(
                hello().map(HandoverMessage.class::cast),
                offer().map(HandoverMessage.class::cast),
                Arbitraries.of(new Ready(), new Detached(), new Resumed()),
                ranges().map(Ranges::new),
                Arbitraries.integers().map(Detach::new),
                resume().map(HandoverMessage.class::cast),
                error().map(HandoverMessage.class::cast)));
    }

    static Arbitrary<Offer> offer() {
        Arbitrary<int[]> ring = Arbitraries.integers()
                .between(0, 2)
                .flatMap(mode ->
                        mode == 0 ? Arbitraries.just(new int[] {0, 0}) : port().map(port -> new int[] {mode, port}));
        Arbitrary<UUID> uuid =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
        return Combinators.combine(
                        Arbitraries.of(Offer.Hypervisor.values()),
                        ring,
                        server(),
                        domid(),
                        Arbitraries.of(Offer.DomainType.values()),
                        uuid,
                        text(0),
                        Combinators.combine(port().list().ofMinSize(1).ofMaxSize(Handover.MAX_VCPUS), ranges())
                                .as(Lists::new))
                .as((hypervisor, mode, server, domid, type, id, name, lists) -> new Offer(
                        hypervisor,
                        Offer.BufferedIo.values()[mode[0]],
                        server,
                        domid,
                        type,
                        mode[1],
                        id,
                        name,
                        lists.ports(),
                        lists.ranges()));
    }

    private record Lists(List<Integer> ports, List<HandoverRange> ranges) {}

    private static Arbitrary<Hello> hello() {
        return Combinators.combine(Arbitraries.integers().between(1, 0xFFFF), text(1))
                .flatAs((min, name) ->
                        Arbitraries.integers().between(min, 0xFFFF).map(max -> new Hello(min, max, name)));
    }

    private static Arbitrary<Resume> resume() {
        return Combinators.combine(server(), domid(), text(1)).as(Resume::new);
    }

    private static Arbitrary<HandoverError> error() {
        return Combinators.combine(Arbitraries.integers().between(0, 4095), text(0))
                .as(HandoverError::new);
    }

    private static Arbitrary<List<HandoverRange>> ranges() {
        Arbitrary<HandoverRange> range = Arbitraries.oneOf(
                Combinators.combine(
                                text(1),
                                Arbitraries.longs().between(0, 0xFFFF),
                                Arbitraries.longs().between(0, 0xFFFF))
                        .as((name, a, b) ->
                                new HandoverRange(name, HandoverRange.Kind.PORT, Math.min(a, b), Math.max(a, b))),
                Combinators.combine(text(1), Arbitraries.longs(), Arbitraries.longs())
                        .as((name, a, b) -> Long.compareUnsigned(a, b) < 0
                                ? new HandoverRange(name, HandoverRange.Kind.MEMORY, a, b)
                                : new HandoverRange(name, HandoverRange.Kind.MEMORY, b, a)),
                Combinators.combine(text(1), Arbitraries.longs().between(0, 0xFFFFFFFFL))
                        .as((name, a) -> new HandoverRange(name, HandoverRange.Kind.PCI, a, a)));
        return range.list().uniqueElements(HandoverRange::name).ofMaxSize(12);
    }

    /** One to four bytes a character, at most 63 in all. */
    private static Arbitrary<String> text(int minLength) {
        return Arbitraries.of("a", "0", "-", ".", " ", "é", "ß", "漢", "😀")
                .list()
                .ofMinSize(minLength)
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<Integer> port() {
        return Arbitraries.integers().between(1, Integer.MAX_VALUE);
    }

    private static Arbitrary<Integer> server() {
        return Arbitraries.integers().between(0, 0xFFFF);
    }

    private static Arbitrary<Integer> domid() {
        return Arbitraries.integers().between(1, Handover.MAX_DOMID);
    }
}
