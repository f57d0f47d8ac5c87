package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ioreq.crds.common.Condition;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Nullable;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * What the operator answers. Fields are absent until they are known. Objects and lists may be null as well: server-side apply of
 * Kubernetes 1.20 and 1.21 leaves that where an object was.
 *
 * @param observedGeneration the generation all of this was said of; -1 before the operator's first look
 * @param nodeName where the domain lives
 * @param domain who the domain is
 * @param serverId the hypervisor's id of the server, 0..7
 * @param vcpus how many slots the synchronous frame has
 * @param bufferedPort the guest's event channel of the buffered ring; null without a ring
 * @param frames the frames the agent holds
 * @param emulator the emulator's pod
 * @param conditions one of a type
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "observedGeneration",
    "nodeName",
    "domain",
    "serverId",
    "vcpus",
    "bufferedPort",
    "frames",
    "emulator",
    "conditions"
})
public record IoreqServerStatus(
        @JsonPropertyDescription(
                        "The metadata.generation this status was said of; -1 before the operator's first look.")
                @Min(-1)
                Long observedGeneration,
        @JsonPropertyDescription("The node on which the domain lives.") String nodeName,
        @JsonPropertyDescription("Who the domain is: a domid alone names nobody, because it is used again.") @Nullable
                BoundDomain domain,
        @JsonPropertyDescription("The hypervisor's id of the server.") @Min(0) @Max(7) Integer serverId,
        @JsonPropertyDescription("How many vCPU slots the synchronous frame has.") @Min(0) Integer vcpus,
        @JsonPropertyDescription("The guest's event channel of the buffered ring. Absent without a ring.") @Min(1)
                Integer bufferedPort,
        @JsonPropertyDescription("The frames of the server that the agent holds.") @Size(max = 2) @Nullable
                List<FrameStatus> frames,
        @JsonPropertyDescription("The emulator.") @Nullable EmulatorStatus emulator,
        @JsonPropertyDescription("The state, aspect by aspect.") @Size(max = 16) List<Condition> conditions) {

    public IoreqServerStatus {
        frames = frames == null ? null : List.copyOf(frames);
        conditions = conditions == null ? null : List.copyOf(conditions);
    }
}
