package dev.ioreq.operator.domains;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RangeAdmissionTest {

    private static final Span COM1 = new Span("com1", Span.Space.PORT, 0x3f8, 0x3ff);
    private static final Span COM2 = new Span("com2", Span.Space.PORT, 0x2f8, 0x2ff);

    @Test
    void theOlderResourceWins() {
        Claim older = claim("ns", "z", "2026-01-01T00:00:00Z", false, COM1);
        Claim younger = claim("ns", "a", "2026-01-01T00:00:01Z", false, COM1);
        assertThat(RangeAdmission.refuse(older, List.of(younger))).isEmpty();
        assertThat(RangeAdmission.refuse(younger, List.of(older))).hasValueSatisfying(overlap -> {
            assertThat(overlap.winner()).isEqualTo(older);
            assertThat(overlap.message("domain 7 (web)"))
                    .isEqualTo(
                            "spec.ranges[com1] port 0x3f8-0x3ff overlaps range 'com1' (port 0x3f8-0x3ff) of IoreqServer "
                                    + "ns/z on domain 7 (web): choose other addresses, or delete or disable that server");
        });
    }

    @Test
    void ofTwoOfTheSameSecondTheFirstInTheAlphabetWins() {
        String second = "2026-01-01T00:00:00Z";
        Claim a = claim("ns", "a", second, false, COM1);
        Claim b = claim("ns", "b", second, false, COM1);
        Claim earlierNamespace = claim("aa", "z", second, false, COM1);
        assertThat(RangeAdmission.refuse(a, List.of(b))).isEmpty();
        assertThat(RangeAdmission.refuse(b, List.of(a))).isPresent();
        assertThat(RangeAdmission.refuse(a, List.of(earlierNamespace))).isPresent();
    }

    @Test
    void whatAnAgentHasIsNotTakenAwayByAnOlderResource() {
        Claim older = claim("ns", "a", "2026-01-01T00:00:00Z", false, COM1);
        Claim settled = claim("ns", "b", "2026-01-02T00:00:00Z", true, COM1);
        assertThat(RangeAdmission.refuse(older, List.of(settled))).isPresent();
        assertThat(RangeAdmission.refuse(settled, List.of(older))).isEmpty();
    }

    @Test
    void exactlyOneOfTwoThatOverlapIsRefused() {
        for (boolean firstSettled : new boolean[] {false, true}) {
            for (boolean secondSettled : new boolean[] {false, true}) {
                for (String created : List.of("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")) {
                    Claim first = claim("ns", "a", "2026-01-01T12:00:00Z", firstSettled, COM1);
                    Claim second = claim("ns", "b", created, secondSettled, COM1);
                    assertThat(RangeAdmission.refuse(first, List.of(second)).isPresent())
                            .isNotEqualTo(RangeAdmission.refuse(second, List.of(first))
                                    .isPresent());
                }
            }
        }
    }

    @Test
    void rangesThatDoNotTouchAreAdmitted() {
        Claim first = claim("ns", "a", "2026-01-01T00:00:00Z", true, COM1);
        Claim second = claim("ns", "b", "2026-01-02T00:00:00Z", false, COM2);
        assertThat(RangeAdmission.refuse(second, List.of(first))).isEmpty();
    }

    private static Claim claim(String namespace, String name, String created, boolean settled, Span... spans) {
        return new Claim(namespace, name, created, settled, List.of(spans));
    }
}
