package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Which guest: exactly one of the three is set.
 *
 * @param name the domain's name; follows it through reboots and to another node
 * @param uuid the domain's uuid in lower case; follows it likewise
 * @param id the domid, 1..32751; means that one incarnation, since a domid is used again
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"name", "uuid", "id"})
@ValidationRule(
        value = "[has(self.name), has(self.uuid), has(self.id)].filter(given, given).size() == 1",
        message = "spec.domain needs exactly one of name, uuid and id")
public record DomainRef(
        @JsonPropertyDescription(
                        "The domain's name, as in the toolstack. Follows the guest through reboots and to another node.")
                @Size(min = 1, max = 255)
                String name,
        @JsonPropertyDescription(
                        "The domain's uuid in lower case. Follows the guest through reboots and to another node.")
                @Size(max = 64)
                @Pattern(Notation.UUID)
                @ValidationRule(
                        value = Notation.IS_UUID,
                        message = "spec.domain.uuid must be 8-4-4-4-12 hex digits in lower case")
                String uuid,
        @JsonPropertyDescription("The domid. Means this one incarnation of the guest: after a reboot it names nobody.")
                @Min(1)
                @Max(32751)
                Integer id) {}
