package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * How to reach an agent.
 *
 * @param address {@code host:port}; an IPv6 host stands in brackets. The agent's certificate must name the node, whatever the address
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentRef(
        @JsonPropertyDescription(
                        "Where an agent outside the cluster listens, as host:port; an IPv6 host stands in brackets. Its certificate must name the node, whatever the address.")
                @Size(min = 3, max = 261)
                @Pattern(AgentRef.HOST_AND_PORT)
                @ValidationRule(
                        value = "self.matches(r'" + AgentRef.HOST_AND_PORT + "')",
                        message = "spec.agent.address must be host:port, for example xen-a.example.org:7443")
                String address) {

    static final String HOST_AND_PORT =
            "^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\]):[1-9][0-9]{0,4}$";
}
