package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Guest-physical addresses, both ends included.
 *
 * @param first the lowest, for example {@code 0xfed40000}
 * @param last the highest, for example {@code 0xfed40fff}; not below {@code first}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"first", "last"})
@ValidationRule(
        value =
                "size(self.first) < size(self.last) || (size(self.first) == size(self.last) && self.first <= self.last)",
        message = "memory.first in spec.ranges is above memory.last: swap them")
public record MemoryInterval(
        @JsonPropertyDescription(
                        "The lowest, 0x0 to 0xffffffffffffffff in lower-case hex without leading zeros, for example 0xfed40000.")
                @Required
                @Size(max = 18)
                @Pattern(Notation.ADDRESS)
                String first,
        @JsonPropertyDescription("The highest, included in the range; written like first, for example 0xfed40fff.")
                @Required
                @Size(max = 18)
                @Pattern(Notation.ADDRESS)
                String last) {}
