package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.kubernetes.model.annotation.Kind;

/**
 * A hypervisor.
 *
 * @param kind Xen, or the simulation of it
 * @param version for example {@code 4.17}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"kind", "version"})
public record HypervisorStatus(
        @JsonPropertyDescription("Xen, or Simulated.") Kind kind,
        @JsonPropertyDescription("Its version, for example 4.17.") String version) {

    /** Which hypervisor it is. */
    public enum Kind {
        /** The real one. */
        @JsonProperty("Xen")
        XEN,
        /** The simulated one, for trying things out. */
        @JsonProperty("Simulated")
        SIMULATED
    }
}
