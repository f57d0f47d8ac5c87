package dev.ioreq.playground.apiserver.resource;

import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One resource in one served version.
 *
 * @param storage the collection the objects live in; versions share it, and so do the two groups that serve events
 * @param subresources names served below an object, such as {@code status}
 * @param custom declared by a CustomResourceDefinition: schema rules are enforced, unconditional updates refused
 * @param countsGeneration {@code metadata.generation} is kept
 * @param schema the schema of a whole object; asked for late because built-in ones are built on first use
 * @param selectableFields field selectors beside metadata.name and metadata.namespace, as dotted paths
 * @param columns of {@code kubectl get}; empty for name and age, or for the built-in table of the kind
 */
public record ResourceType(
        GroupVersion groupVersion,
        Names names,
        GroupResource storage,
        boolean namespaced,
        Set<String> subresources,
        boolean custom,
        boolean countsGeneration,
        Supplier<StructuralSchema> schema,
        Conversion conversion,
        Set<String> selectableFields,
        List<PrinterColumn> columns) {

    public GroupResource groupResource() {
        return new GroupResource(groupVersion.group(), names.plural());
    }

    public String kind() {
        return names.kind();
    }

    public String apiVersion() {
        return groupVersion.toString();
    }

    /** Whether status is written by a request of its own, so that the main resource leaves it alone. */
    public boolean hasStatus() {
        return subresources.contains("status");
    }

    /** How error messages call the kind: {@code IoreqServer.ioreq.dev}, {@code Pod}. */
    public String qualifiedKind() {
        return groupVersion.group().isEmpty() ? kind() : kind() + "." + groupVersion.group();
    }

    /** The key of {@code name}; the namespace counts only for namespaced types. */
    public ObjectKey key(String namespace, String name) {
        return new ObjectKey(namespaced && namespace != null ? namespace : "", name);
    }
}
