package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Min;

/**
 * How many IOREQ servers there are. The hypervisor has 8 for a domain.
 *
 * @param own made by our agent
 * @param free not taken
 * @param foreign made by somebody else (QEMU, varstored); never touched
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"own", "free", "foreign"})
public record ServerCounts(
        @JsonPropertyDescription("Made by our agent.") @Min(0) Integer own,
        @JsonPropertyDescription("Not taken.") @Min(0) Integer free,
        @JsonPropertyDescription("Made by somebody else, such as QEMU or varstored. Reported, never touched.") @Min(0)
                Integer foreign) {}
