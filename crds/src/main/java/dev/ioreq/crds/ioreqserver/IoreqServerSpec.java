package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What a person declares.
 *
 * @param domain the guest; immutable
 * @param nodeName the Kubernetes node; null: where the domain lives
 * @param bufferedIo whether the server has a ring for buffered writes; immutable; null only before the API server's default
 * @param ranges which of the guest's accesses the server claims
 * @param emulator the program that answers
 * @param whenEmulatorLost what happens to the guest's accesses while there is none
 * @param enabled false withdraws the ranges and detaches the emulator, but keeps the server
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"domain", "nodeName", "bufferedIo", "ranges", "emulator", "whenEmulatorLost", "enabled"})
public record IoreqServerSpec(
        @JsonPropertyDescription(
                        "The guest: exactly one of name, uuid and id. Cannot be changed; make another IoreqServer for another guest.")
                @Required
                @ValidationRule(
                        value = "self == oldSelf",
                        message =
                                "spec.domain cannot be changed: delete this IoreqServer and create one for the other domain")
                DomainRef domain,
        @JsonPropertyDescription(
                        "The Kubernetes node on which the domain is looked for. Without it: the node where the domain lives.")
                @Size(min = 1, max = 253)
                @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
                @SelectableField
                String nodeName,
        @JsonPropertyDescription(
                        "Whether the server has a ring for writes that the guest need not wait for; the hypervisor buffers only some writes below 1 MiB. None: no ring. Legacy: pointers that run on, for old device models. Atomic: pointers kept in bounds by atomic updates. Cannot be changed.")
                @Default("None")
                @ValidationRule(
                        value = "self == oldSelf",
                        message = "spec.bufferedIo cannot be changed: delete this IoreqServer and create it anew")
                BufferedIoMode bufferedIo,
        @JsonPropertyDescription(
                        "Which of the guest's accesses the server claims. Names are unique, ranges of one server do not overlap. May be changed at any time.")
                @Required
                @Size(min = 1, max = 64)
                @ValidationRule(
                        value = Overlap.NO_PORTS,
                        message = "spec.ranges: two ranges of ports overlap: give each port to one range")
                @ValidationRule(
                        value = Overlap.NO_MEMORY,
                        message = "spec.ranges: two ranges of memory overlap: give each address to one range")
                @ValidationRule(
                        value = Overlap.NO_PCI,
                        message = "spec.ranges: two ranges are the same pci function: remove one")
                List<RangeSpec> ranges,
        @JsonPropertyDescription("The program that answers the guest.") @Required EmulatorSpec emulator,
        @JsonPropertyDescription("What happens to the guest's accesses while no emulator answers.") @Default("{}")
                LossPolicy whenEmulatorLost,
        @JsonPropertyDescription(
                        "False withdraws the ranges and detaches the emulator, but keeps the server in the hypervisor.")
                @Default("true")
                Boolean enabled) {

    public IoreqServerSpec {
        ranges = ranges == null ? null : List.copyOf(ranges);
    }
}
