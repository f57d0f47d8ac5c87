package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The emulator as the cluster knows it.
 *
 * @param pod the name of its pod, in the namespace of the resource
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmulatorStatus(@JsonPropertyDescription("The emulator's pod, in the same namespace.") String pod) {}
