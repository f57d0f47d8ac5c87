package dev.ioreq.hypervisor.simulated.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.Errno;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RangeSetTest {

    record Change(boolean add, int first, int length) {}

    /** Near the end of the address space, so that the order must be unsigned and nothing may overflow. */
    private static final long BASE = -64;

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 63),
                        Arbitraries.integers().between(1, 8))
                .as(Change::new)
                .filter(change -> change.first() + change.length() <= 64)
                .list()
                .ofMaxSize(200);
    }

    @Property
    void aSetOfRangesIsASetOfPoints(@ForAll("changes") List<Change> changes) {
        RangeSet ranges = new RangeSet();
        BitSet points = new BitSet();
        for (Change change : changes) {
            int end = change.first() + change.length();
            long first = BASE + change.first();
            long last = BASE + end - 1;
            int present = points.get(change.first(), end).cardinality();
            boolean done = attempt(() -> {
                if (change.add()) {
                    ranges.add(first, last);
                } else {
                    ranges.remove(first, last);
                }
            });
            assertThat(done).isEqualTo(change.add() ? present == 0 : present == change.length());
            if (done) {
                points.set(change.first(), end, change.add());
            }
            for (int point = 0; point < 64; point++) {
                assertThat(ranges.contains(BASE + point, BASE + point)).isEqualTo(points.get(point));
            }
            boolean whole = points.get(change.first(), end).cardinality() == change.length();
            assertThat(ranges.contains(first, last)).isEqualTo(whole);
        }
    }

    @Test
    void aFullSetTakesARangeThatGoesOnFromAnotherButNotOneThatOnlyLeadsToIt() {
        RangeSet ranges = new RangeSet();
        for (long i = 1; i <= RangeSet.LIMIT; i++) {
            ranges.add(i * 16, i * 16 + 3);
        }
        ranges.add(16 + 4, 16 + 7);
        assertThatThrownBy(() -> ranges.add(2 * 16 - 4, 2 * 16 - 1))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOMEM));
    }

    private static boolean attempt(Runnable change) {
        try {
            change.run();
            return true;
        } catch (Refused e) {
            return false;
        }
    }
}
