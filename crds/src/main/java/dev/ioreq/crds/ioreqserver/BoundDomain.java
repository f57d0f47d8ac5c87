package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * The domain the server belongs to.
 *
 * @param id its domid
 * @param uuid its uuid in lower case
 * @param name its name
 * @param incarnation opaque; no other domain of any boot of any host has it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "uuid", "name", "incarnation"})
public record BoundDomain(
        @JsonPropertyDescription("The domid, until the next reboot of the guest.") @Min(1) @Max(32751) Integer id,
        @JsonPropertyDescription("The uuid.") String uuid,
        @JsonPropertyDescription("The name.") String name,
        @JsonPropertyDescription("Names this one life of the domain: no other domain of any boot of any host has it.")
                String incarnation) {}
