package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Min;

/**
 * Sums over a node's domains.
 *
 * @param domains how many there are, without domain 0
 * @param servers their IOREQ servers
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"domains", "servers"})
public record NodeTotals(
        @JsonPropertyDescription("How many domains there are, without domain 0.") @Min(0) Integer domains,
        @JsonPropertyDescription("Their IOREQ servers.") ServerCounts servers) {}
