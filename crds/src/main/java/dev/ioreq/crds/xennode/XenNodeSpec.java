package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What a person declares of a node; most declare nothing.
 *
 * @param agent how to reach the agent; null: the DaemonSet's pod on the node
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record XenNodeSpec(
        @JsonPropertyDescription(
                        "How to reach the node's agent. Without it: the pod of the agents' DaemonSet on the node.")
                AgentRef agent) {}
