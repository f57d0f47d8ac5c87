package dev.ioreq.hypervisor.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BufferedIoreqPageTest {

    private static ByteBuffer newPage() {
        return ByteBuffer.allocateDirect(4096 + 8)
                .alignedSlice(8)
                .slice(0, 4096)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void anEntryOfEightBytesTakesTwoPlaces() {
        ByteBuffer bytes = newPage();
        BufferedIoreqPage ring = new BufferedIoreqPage(bytes);
        BufferedRequest request = new BufferedRequest(IoreqType.TIMEOFFSET, false, 0, 8, 0xffff_ffff_ffff_fe20L);
        assertThat(ring.offer(request, true)).isTrue();
        assertThat(bytes.getInt(4)).isEqualTo(2);
        assertThat(bytes.getInt(8)).isEqualTo(7 | 3 << 10);
        assertThat(bytes.getInt(12)).isEqualTo(0xfffffe20);
        assertThat(bytes.getInt(20)).isEqualTo(0xffffffff);
        assertThat(ring.poll()).contains(request);
        assertThat(ring.isEmpty()).isTrue();
        assertThat(bytes.getInt(0)).isEqualTo(2);
    }

    @Test
    void anEntryNamesItsAddressOfTwentyBits() {
        ByteBuffer bytes = newPage();
        BufferedIoreqPage ring = new BufferedIoreqPage(bytes);
        ring.offer(new BufferedRequest(IoreqType.COPY, false, 0xa0010, 4, 0x42434445), false);
        assertThat(bytes.getInt(8)).isEqualTo(1 | 2 << 10 | 0xa0010 << 12);
        assertThat(bytes.getInt(12)).isEqualTo(0x42434445);
    }

    @Test
    void theRingTakes511PlacesAndAPairNeedsTwo() {
        BufferedIoreqPage ring = new BufferedIoreqPage(newPage());
        BufferedRequest one = new BufferedRequest(IoreqType.COPY, false, 0xa0000, 1, 1);
        BufferedRequest pair = new BufferedRequest(IoreqType.COPY, false, 0xa0000, 8, 1);
        for (int i = 0; i < 510; i++) {
            assertThat(ring.offer(one, true)).isTrue();
        }
        assertThat(ring.offer(pair, true)).isFalse();
        assertThat(ring.offer(one, true)).isTrue();
        assertThat(ring.offer(one, true)).isFalse();
        assertThat(ring.poll()).contains(one);
        assertThat(ring.offer(one, true)).isTrue();
    }

    @Test
    void atomicBringsThePointersBackAndLegacyDoesNot() {
        BufferedRequest one = new BufferedRequest(IoreqType.COPY, false, 0xa0000, 2, 7);
        ByteBuffer atomic = newPage();
        ByteBuffer legacy = newPage();
        for (int i = 0; i < 600; i++) {
            new BufferedIoreqPage(atomic).offer(one, true);
            new BufferedIoreqPage(atomic).poll();
            new BufferedIoreqPage(legacy).offer(one, false);
            new BufferedIoreqPage(legacy).poll();
        }
        assertThat(atomic.getInt(0)).isEqualTo(600 - 511);
        assertThat(atomic.getInt(4)).isEqualTo(600 - 511);
        assertThat(legacy.getInt(0)).isEqualTo(600);
    }

    @Test
    void nonsenseInThePointersIsDropped() {
        ByteBuffer bytes = newPage();
        BufferedIoreqPage ring = new BufferedIoreqPage(bytes);
        bytes.putInt(0, 700).putInt(4, 3);
        assertThat(ring.poll()).isEmpty();
        assertThat(ring.isEmpty()).isTrue();
        bytes.putInt(0, 0).putInt(4, 1).putInt(8, 3 << 10);
        assertThat(ring.poll()).isEmpty();
        assertThat(ring.isEmpty()).isTrue();
    }

    @Property
    void whatIsOfferedIsPolledInOrder(@ForAll("operations") List<Optional<BufferedRequest>> operations) {
        for (boolean renormalise : new boolean[] {true, false}) {
            BufferedIoreqPage ring = new BufferedIoreqPage(newPage());
            Deque<BufferedRequest> model = new ArrayDeque<>();
            int filled = 0;
            for (Optional<BufferedRequest> operation : operations) {
                if (operation.isPresent()) {
                    int places = operation.get().size() == 8 ? 2 : 1;
                    boolean fits = filled + places <= 511;
                    assertThat(ring.offer(operation.get(), renormalise)).isEqualTo(fits);
                    if (fits) {
                        model.add(operation.get());
                        filled += places;
                    }
                } else {
                    Optional<BufferedRequest> expected = Optional.ofNullable(model.poll());
                    assertThat(ring.poll()).isEqualTo(expected);
                    filled -=
                            expected.map(request -> request.size() == 8 ? 2 : 1).orElse(0);
                }
                assertThat(ring.isEmpty()).isEqualTo(model.isEmpty());
            }
        }
    }

    @Property(tries = 200)
    void anyBytesAreReadWithoutHarmAndEnd(@ForAll long pointers, @ForAll byte[] noise) {
        ByteBuffer bytes = newPage();
        bytes.putLong(0, pointers);
        bytes.put(8, noise, 0, Math.min(noise.length, 4088));
        BufferedIoreqPage ring = new BufferedIoreqPage(bytes);
        int polls = 0;
        while (!ring.isEmpty()) {
            ring.poll();
            assertThat(polls++).isLessThan(512);
        }
    }

    @Provide
    Arbitrary<List<Optional<BufferedRequest>>> operations() {
        Arbitrary<BufferedRequest> request = Combinators.combine(
                        Arbitraries.of(IoreqType.COPY, IoreqType.TIMEOFFSET),
                        Arbitraries.integers().between(0, 0xfffff),
                        Arbitraries.of(1, 2, 4, 8),
                        Arbitraries.longs())
                .as((type, addr, size, data) ->
                        new BufferedRequest(type, false, addr, size, size == 8 ? data : data & 0xffffffffL));
        return request.map(Optional::of)
                .injectNull(0.4)
                .map(value -> value == null ? Optional.<BufferedRequest>empty() : value)
                .list()
                .ofMaxSize(1600);
    }
}
