package dev.ioreq.crds.grant;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * Who may reach what: an IoreqServer is covered if its namespace, its domain and the domain's node each are.
 *
 * @param namespaces names, no globs
 * @param domains any of them
 * @param nodes names; null: every node
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"namespaces", "domains", "nodes"})
public record DomainGrantSpec(
        @JsonPropertyDescription("The namespaces whose IoreqServers are covered, by name.")
                @Required
                @Size(min = 1, max = 64)
                List<String> namespaces,
        @JsonPropertyDescription("The domains covered: any that one of these matches.")
                @Required
                @Size(min = 1, max = 256)
                List<DomainPattern> domains,
        @JsonPropertyDescription("The nodes on which the domains may live, by name. Without it: every node.")
                @Size(min = 1, max = 256)
                List<String> nodes) {

    public DomainGrantSpec {
        namespaces = namespaces == null ? null : List.copyOf(namespaces);
        domains = domains == null ? null : List.copyOf(domains);
        nodes = nodes == null ? null : List.copyOf(nodes);
    }
}
