package dev.ioreq.crds.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** CEL cannot read hex; the rules order it as strings. They agree with the numbers, over all 64 bits. */
class HexOrderTest {

    private static final Admission ADMISSION = new Admission();
    private static final JsonNode GOOD = Yaml.resource("good.yaml").get("IoreqServer");

    record Interval(long first, long last) {
        boolean isOrdered() {
            return Long.compareUnsigned(first, last) <= 0;
        }

        boolean meets(Interval other) {
            return Long.compareUnsigned(first, other.last) <= 0 && Long.compareUnsigned(other.first, last) <= 0;
        }
    }

    @Property
    void memoryIsTakenExactlyIfItsFirstIsNotAboveItsLast(
            @ForAll("addresses") long first, @ForAll("addresses") long last) {
        Interval interval = new Interval(first, last);
        assertThat(faults("memory", List.of(interval)).isEmpty()).isEqualTo(interval.isOrdered());
    }

    @Property
    void portsAreTakenExactlyIfTheirFirstIsNotAboveTheirLast(@ForAll("ports") long first, @ForAll("ports") long last) {
        Interval interval = new Interval(first, last);
        assertThat(faults("port", List.of(interval)).isEmpty()).isEqualTo(interval.isOrdered());
    }

    @Property
    void memoryOverlapsExactlyIfItHasAnAddressInCommon(
            @ForAll("memory") Interval one, @ForAll("memory") Interval other) {
        assertThat(faults("memory", List.of(one, other)).isEmpty()).isEqualTo(!one.meets(other));
    }

    @Property
    void portsOverlapExactlyIfTheyHaveOneInCommon(
            @ForAll("intervalsOfPorts") Interval one, @ForAll("intervalsOfPorts") Interval other) {
        assertThat(faults("port", List.of(one, other)).isEmpty()).isEqualTo(!one.meets(other));
    }

    @Provide
    Arbitrary<Long> addresses() {
        Arbitrary<Long> any = Arbitraries.longs();
        // As many short numbers as long ones: half the rule is about length.
        return Combinators.combine(any, Arbitraries.integers().between(0, 63)).as((bits, shift) -> bits >>> shift);
    }

    @Provide
    Arbitrary<Long> ports() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 0xffff),
                        Arbitraries.integers().between(0, 15))
                .as((bits, shift) -> bits >>> shift);
    }

    @Provide
    Arbitrary<Interval> memory() {
        return ordered(addresses());
    }

    @Provide
    Arbitrary<Interval> intervalsOfPorts() {
        return ordered(ports());
    }

    private static Arbitrary<Interval> ordered(Arbitrary<Long> ends) {
        return Combinators.combine(ends, ends)
                .as((a, b) -> Long.compareUnsigned(a, b) <= 0 ? new Interval(a, b) : new Interval(b, a));
    }

    private static List<String> faults(String kind, List<Interval> intervals) {
        ObjectNode server = GOOD.deepCopy();
        ArrayNode ranges = JsonNodeFactory.instance.arrayNode();
        for (Interval interval : intervals) {
            ranges.addObject()
                    .put("name", "range-" + ranges.size())
                    .putObject(kind)
                    .put("first", "0x" + Long.toHexString(interval.first()))
                    .put("last", "0x" + Long.toHexString(interval.last()));
        }
        ((ObjectNode) server.get("spec")).set("ranges", ranges);
        return ADMISSION.create(server);
    }
}
