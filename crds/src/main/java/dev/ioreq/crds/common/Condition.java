package dev.ioreq.crds.common;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One aspect of a resource's state, laid out as {@code metav1.Condition}.
 *
 * @param type what the condition is about: one of {@link ConditionType}
 * @param status whether it holds
 * @param observedGeneration the {@code metadata.generation} this was said of
 * @param lastTransitionTime when {@code status} last changed; cut to whole seconds, the precision of a Kubernetes time
 * @param reason a CamelCase word for programs; ours are in {@link ConditionReason}, an agent may add its own
 * @param message a sentence for people: what is wrong, where, and what to do
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "status", "observedGeneration", "lastTransitionTime", "reason", "message"})
public record Condition(
        @JsonPropertyDescription("What the condition is about, in CamelCase.")
                @Required
                @Size(min = 1, max = 64)
                @Pattern("^[A-Z][A-Za-z0-9]*$")
                String type,
        @JsonPropertyDescription("Whether it holds.") @Required ConditionStatus status,
        @JsonPropertyDescription(
                        "The metadata.generation this was said of. If it is lower than the present one, the condition is out of date.")
                @Min(-1)
                Long observedGeneration,
        @JsonPropertyDescription("When the status last changed from one value to another.")
                @Required
                @JsonFormat(shape = JsonFormat.Shape.STRING)
                Instant lastTransitionTime,
        @JsonPropertyDescription("Why, as one CamelCase word for programs.")
                @Required
                @Size(min = 1, max = 256)
                @Pattern("^[A-Z][A-Za-z0-9]*$")
                String reason,
        @JsonPropertyDescription("Why, as a sentence for people: what is wrong, where, and what to do.")
                @Required
                @Size(max = 32768)
                String message) {

    public Condition {
        lastTransitionTime = lastTransitionTime == null ? null : lastTransitionTime.truncatedTo(ChronoUnit.SECONDS);
    }
}
