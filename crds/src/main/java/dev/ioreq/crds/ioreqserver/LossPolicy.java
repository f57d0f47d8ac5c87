package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * What happens to the guest's accesses while no emulator answers.
 *
 * @param afterSeconds how long they wait for one, 0..3600
 * @param action what is done after that
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"afterSeconds", "action"})
public record LossPolicy(
        @JsonPropertyDescription(
                        "How many seconds the guest's accesses wait for an emulator to come back before the action.")
                @Default("10")
                @Min(0)
                @Max(3600)
                Integer afterSeconds,
        @JsonPropertyDescription(
                        "What is done then. Fence: reads give all ones and writes are dropped until an emulator is attached again. Hold: go on waiting. ShutdownDomain: shut the domain down as crashed.")
                @Default("Fence")
                LossAction action) {}
