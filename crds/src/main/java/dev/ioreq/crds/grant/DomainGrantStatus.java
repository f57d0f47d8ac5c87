package dev.ioreq.crds.grant;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ioreq.crds.common.Condition;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * What the operator answers.
 *
 * @param observedGeneration the generation all of this was said of; -1 before the operator's first look
 * @param servers how many IoreqServers rely on the grant now
 * @param conditions one of a type
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"observedGeneration", "servers", "conditions"})
public record DomainGrantStatus(
        @JsonPropertyDescription(
                        "The metadata.generation this status was said of; -1 before the operator's first look.")
                @Min(-1)
                Long observedGeneration,
        @JsonPropertyDescription("How many IoreqServers rely on this grant now.") @Min(0) Integer servers,
        @JsonPropertyDescription("The state, aspect by aspect.") @Size(max = 16) List<Condition> conditions) {

    public DomainGrantStatus {
        conditions = conditions == null ? null : List.copyOf(conditions);
    }
}
