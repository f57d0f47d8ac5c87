package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ioreq.crds.common.Condition;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * What the node's agent tells.
 *
 * @param observedGeneration the generation all of this was said of; -1 before the operator's first look
 * @param hypervisor what runs there
 * @param bootId changes when the host boots
 * @param agent the agent
 * @param totals sums over {@code domains}
 * @param domains sorted by domid, without domain 0
 * @param conditions one of a type
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"observedGeneration", "hypervisor", "bootId", "agent", "totals", "domains", "conditions"})
public record XenNodeStatus(
        @JsonPropertyDescription(
                        "The metadata.generation this status was said of; -1 before the operator's first look.")
                @Min(-1)
                Long observedGeneration,
        @JsonPropertyDescription("What runs on the node.") HypervisorStatus hypervisor,
        @JsonPropertyDescription("Changes when the host boots.") String bootId,
        @JsonPropertyDescription("The agent that told this.") AgentStatus agent,
        @JsonPropertyDescription("Sums over the domains.") NodeTotals totals,
        @JsonPropertyDescription("The domains, sorted by domid, without domain 0.") @Size(max = 4096)
                List<DomainStatus> domains,
        @JsonPropertyDescription("The state, aspect by aspect.") @Size(max = 16) List<Condition> conditions) {

    public XenNodeStatus {
        domains = domains == null ? null : List.copyOf(domains);
        conditions = conditions == null ? null : List.copyOf(conditions);
    }
}
