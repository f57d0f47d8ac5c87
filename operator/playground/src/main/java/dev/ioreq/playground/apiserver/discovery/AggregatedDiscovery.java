package dev.ioreq.playground.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.GroupVersion;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import java.util.List;
import java.util.Locale;

/** Discovery of everything in two requests (apidiscovery.k8s.io/v2, KEP-3352). */
public final class AggregatedDiscovery {
    /** What a client's Accept header holds when it can read this. */
    public static final String ACCEPTED = "g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    /** The Content-Type of the answer. */
    public static final String TYPE = "application/json;" + ACCEPTED;

    private final ResourceCatalog catalog;
    private final Discovery discovery;

    public AggregatedDiscovery(ResourceCatalog catalog) {
        this.catalog = catalog;
        this.discovery = new Discovery(catalog);
    }

    /** For {@code /api}. */
    public byte[] core() {
        var list = list();
        group(list.withArrayProperty("items"), "", List.of(new GroupVersion("", "v1")));
        return Json.bytes(list);
    }

    /** For {@code /apis}. */
    public byte[] groups() {
        var list = list();
        var items = list.putArray("items");
        discovery.versionsByGroup().forEach((name, versions) -> group(items, name, versions));
        return Json.bytes(list);
    }

    private static ObjectNode list() {
        var list = Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        return list;
    }

    private void group(ArrayNode items, String name, List<GroupVersion> versions) {
        var group = items.addObject();
        var metadata = group.putObject("metadata");
        if (!name.isEmpty()) {
            metadata.put("name", name);
        }
        var all = group.putArray("versions");
        for (var version : versions) {
            var resources = all.addObject()
                    .put("version", version.version())
                    .put("freshness", "Current")
                    .putArray("resources");
            catalog.in(version).forEach(type -> resource(resources, type));
            Reviews.resources(version).forEach((plural, kind) -> review(resources, version, plural, kind));
        }
    }

    private static void resource(ArrayNode resources, ResourceType type) {
        var names = type.names();
        var resource = resource(
                resources, type.groupVersion(), names.plural(), names.kind(), type.namespaced(), names.singular());
        texts(resource, "verbs", Discovery.VERBS);
        texts(resource, "shortNames", names.shortNames());
        texts(resource, "categories", names.categories());
        for (String subresource : type.subresources()) {
            var below = resource.withArrayProperty("subresources").addObject().put("subresource", subresource);
            below.set("responseKind", kind(type.groupVersion(), names.kind()));
            texts(below, "verbs", subresource.equals("status") ? Discovery.STATUS_VERBS : List.of("get"));
        }
    }

    private static void review(ArrayNode resources, GroupVersion version, String plural, String kind) {
        var resource =
                resource(resources, version, plural, kind, plural.startsWith("local"), kind.toLowerCase(Locale.ROOT));
        texts(resource, "verbs", List.of("create"));
    }

    private static ObjectNode resource(
            ArrayNode resources,
            GroupVersion version,
            String plural,
            String kind,
            boolean namespaced,
            String singular) {
        var resource = resources.addObject().put("resource", plural);
        resource.set("responseKind", kind(version, kind));
        return resource.put("scope", namespaced ? "Namespaced" : "Cluster").put("singularResource", singular);
    }

    private static ObjectNode kind(GroupVersion version, String kind) {
        return Json.object()
                .put("group", version.group())
                .put("version", version.version())
                .put("kind", kind);
    }

    private static void texts(ObjectNode object, String field, List<String> texts) {
        texts.forEach(object.withArrayProperty(field)::add);
    }
}
