package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/**
 * How to reach an agent.
 *
 * @param address {@code host:port}; an IPv6 host stands in brackets. The agent's certificate must name the node, whatever the address
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentRef(
        @JsonPropertyDescription(
                        "Where an agent outside the cluster listens, as host:port; an IPv6 host stands in brackets. Its certificate must name the node, whatever the address.")
                @Size(min = 3, max = 261)
                @Pattern("^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\]):[1-9][0-9]{0,4}$")
                String address) {}
