package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/**
 * The program behind the server.
 *
 * @param template the pod to run; the operator adds node, owner, handover socket and a restricted security context
 * @param container which of its containers gets the handover socket; null: the first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"template", "container"})
@ValidationRule(
        value = "!has(self.container) || self.template.spec.containers.exists(c, c.name == self.container)",
        message =
                "spec.emulator.container names no container of spec.emulator.template: use one of their names, or leave it out for the first")
public record EmulatorSpec(
        @JsonPropertyDescription(
                        "The pod to run, as in a Deployment. The operator adds the node, the handover socket and a restricted security context.")
                @Required
                PodTemplateSpec template,
        @JsonPropertyDescription("Which container of the template gets the handover socket. Without it: the first.")
                @Size(min = 1, max = 63)
                @Pattern(Notation.LABEL)
                String container) {}
