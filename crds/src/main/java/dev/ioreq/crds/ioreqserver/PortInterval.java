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
 * I/O ports, both ends included.
 *
 * @param first the lowest, for example {@code 0x3f8}
 * @param last the highest, for example {@code 0x3ff}; not below {@code first}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"first", "last"})
@ValidationRule(value = Notation.PORTS_ORDERED, message = "port.first in spec.ranges is above port.last: swap them")
public record PortInterval(
        @JsonPropertyDescription(
                        "The lowest, 0x0 to 0xffff in lower-case hex without leading zeros, for example 0x3f8.")
                @Required
                @Size(max = Notation.LONGEST_HEX)
                @Pattern(Notation.PORT)
                @ValidationRule(value = Notation.IS_PORT, message = "port.first" + Notation.PORT_RULE)
                String first,
        @JsonPropertyDescription("The highest, included in the range; written like first, for example 0x3ff.")
                @Required
                @Size(max = Notation.LONGEST_HEX)
                @Pattern(Notation.PORT)
                @ValidationRule(value = Notation.IS_PORT, message = "port.last" + Notation.PORT_RULE)
                String last) {}
