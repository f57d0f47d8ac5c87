package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
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
 * @param first the lowest, for example {@code 0xfeb00000}
 * @param last the highest, for example {@code 0xfeb00fff}; not below {@code first}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"first", "last"})
@ValidationRule(
        value = Notation.ADDRESSES_ORDERED,
        message = "memory.first in spec.ranges is above memory.last: swap them")
public record MemoryInterval(
        @JsonPropertyDescription(
                        "The lowest, 0x0 to 0xffffffffffffffff in lower-case hex without leading zeros, for example 0xfeb00000.")
                @Required
                @Size(max = Notation.LONGEST_HEX)
                @Pattern(Notation.ADDRESS)
                @ValidationRule(value = Notation.IS_ADDRESS, message = "memory.first" + Notation.ADDRESS_RULE)
                String first,
        @JsonPropertyDescription("The highest, included in the range; written like first, for example 0xfeb00fff.")
                @Required
                @Size(max = Notation.LONGEST_HEX)
                @Pattern(Notation.ADDRESS)
                @ValidationRule(value = Notation.IS_ADDRESS, message = "memory.last" + Notation.ADDRESS_RULE)
                String last) {}
