package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A range of the guest's I/O: a name and exactly one of the three kinds.
 *
 * @param name a DNS label, unique in the server; the emulator's devices are tied to ranges by it
 * @param port I/O ports
 * @param memory guest-physical addresses
 * @param pci the configuration space of one PCI function, {@code ssss:bb:dd.f}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"name", "port", "memory", "pci"})
@ValidationRule(
        value = "[has(self.port), has(self.memory), has(self.pci)].filter(given, given).size() == 1",
        message = "a range in spec.ranges needs exactly one of port, memory and pci")
public record RangeSpec(
        @JsonPropertyDescription(
                        "Names the range within the server, as a DNS label. The emulator's devices are tied to ranges by it.")
                @Required
                @Size(min = 1, max = 63)
                @Pattern(Notation.LABEL)
                String name,
        @JsonPropertyDescription("I/O ports.") PortInterval port,
        @JsonPropertyDescription("Guest-physical memory addresses.") MemoryInterval memory,
        @JsonPropertyDescription(
                        "The configuration space of one PCI function: segment, bus, device and function in lower-case hex, for example 0000:00:05.0.")
                @Size(max = Notation.LONGEST_HEX)
                @Pattern(Notation.PCI)
                @ValidationRule(
                        value = Notation.IS_PCI,
                        message =
                                "pci in spec.ranges must be segment:bus:device.function in lower-case hex, for example 0000:00:05.0")
                String pci) {}
