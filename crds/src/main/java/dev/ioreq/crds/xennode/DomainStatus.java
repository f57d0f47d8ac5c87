package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/**
 * A domain on a node.
 *
 * @param id its domid
 * @param uuid its uuid in lower case
 * @param name its name
 * @param incarnation opaque; no other domain of any boot of any host has it
 * @param type how it is virtualised
 * @param vcpus how many it may have
 * @param servers its IOREQ servers
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "uuid", "name", "incarnation", "type", "vcpus", "servers"})
public record DomainStatus(
        @JsonPropertyDescription("The domid, until the next reboot of the guest.") @Required @Min(1) @Max(32751)
                Integer id,
        @JsonPropertyDescription("The uuid.") String uuid,
        @JsonPropertyDescription("The name.") String name,
        @JsonPropertyDescription("Names this one life of the domain: no other domain of any boot of any host has it.")
                String incarnation,
        @JsonPropertyDescription("How the domain is virtualised. A PV domain has no IOREQ servers.") Type type,
        @JsonPropertyDescription("How many vCPUs the domain may have.") @Min(0) Integer vcpus,
        @JsonPropertyDescription("The domain's IOREQ servers; the hypervisor has 8.") ServerCounts servers) {

    /** How a domain is virtualised. */
    public enum Type {
        /** Paravirtualised: no IOREQ servers. */
        @JsonProperty("PV")
        PV,
        /** Hardware virtualised without emulated devices of the toolstack's. */
        @JsonProperty("PVH")
        PVH,
        /** Hardware virtualised. */
        @JsonProperty("HVM")
        HVM
    }
}
