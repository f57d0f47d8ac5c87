package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * An agent.
 *
 * @param version its version
 * @param instance changes whenever the agent's process does
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"version", "instance"})
public record AgentStatus(
        @JsonPropertyDescription("The agent's version.") String version,
        @JsonPropertyDescription("Changes whenever the agent's process does.") String instance) {}
