package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.model.annotation.Kind;

/**
 * A frame of the server: a page that guest and emulator share.
 *
 * @param index its index in {@code XENMEM_resource_ioreq_server}
 * @param kind what it is for
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"index", "kind"})
public record FrameStatus(
        @JsonPropertyDescription("The frame's index in XENMEM_resource_ioreq_server.") @Required @Min(0) @Max(1)
                Integer index,
        @JsonPropertyDescription("Buffered: the ring of buffered writes. Synchronous: one slot for each vCPU.")
                @Required
                Kind kind) {

    /** What a frame is for. */
    public enum Kind {
        /** The ring of buffered writes. */
        @JsonProperty("Buffered")
        BUFFERED,
        /** One slot for each vCPU. */
        @JsonProperty("Synchronous")
        SYNCHRONOUS
    }
}
