package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Size;

/**
 * An agent.
 *
 * @param version its version
 * @param instance changes whenever the agent's process does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"version", "instance"})
public record AgentStatus(
        @JsonPropertyDescription("The agent's version.") @Size(max = 64) String version,
        @JsonPropertyDescription("Changes whenever the agent's process does.") @Size(max = 64) String instance) {}
