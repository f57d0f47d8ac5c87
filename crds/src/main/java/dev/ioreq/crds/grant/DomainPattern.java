package dev.ioreq.crds.grant;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Which domains: exactly one of the two is set.
 *
 * @param name a glob over the domain's name: {@code *} stands for any characters, {@code ?} for one
 * @param uuid a domain's uuid in lower case
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"name", "uuid"})
@ValidationRule(
        value = "has(self.name) != has(self.uuid)",
        message = "an entry of spec.domains needs exactly one of name and uuid")
public record DomainPattern(
        @JsonPropertyDescription("A glob over the domain's name: * stands for any characters, ? for exactly one.")
                @Size(min = 1, max = 255)
                String name,
        @JsonPropertyDescription("The domain's uuid in lower case.")
                @Size(max = 64)
                @Pattern(DomainPattern.UUID)
                @ValidationRule(
                        value = "self.matches('" + DomainPattern.UUID + "')",
                        message = "uuid in spec.domains must be 8-4-4-4-12 hex digits in lower case")
                String uuid) {

    static final String UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
}
