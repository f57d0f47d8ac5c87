package dev.ioreq.playground.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.GroupVersion;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Discovery of one group or version at a time. */
public final class Discovery {
    static final List<String> VERBS =
            List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");
    static final List<String> STATUS_VERBS = List.of("get", "patch", "update");

    private final ResourceCatalog catalog;

    public Discovery(ResourceCatalog catalog) {
        this.catalog = catalog;
    }

    /** The answer to {@code /version}. */
    public static ObjectNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "32")
                .put("gitVersion", "v1.32.0+ioreq-playground")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "javac")
                .put("platform", System.getProperty("os.name").toLowerCase(Locale.ROOT) + "/amd64");
    }

    /** The answer to {@code /api}. */
    public static ObjectNode coreVersions() {
        var versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    /** The answer to {@code /apis}. */
    public ObjectNode groups() {
        var list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        var groups = list.putArray("groups");
        versionsByGroup().forEach((name, versions) -> groups.add(group(name, versions)));
        return list;
    }

    /** The answer to {@code /apis/<group>}. */
    public ObjectNode group(String name) {
        var versions = versionsByGroup().get(name);
        if (versions == null) {
            throw ApiException.noSuchPath();
        }
        return group(name, versions).put("kind", "APIGroup").put("apiVersion", "v1");
    }

    SortedMap<String, List<GroupVersion>> versionsByGroup() {
        var byGroup = new TreeMap<String, List<GroupVersion>>();
        for (var version : catalog.versions()) {
            if (!version.group().isEmpty()) {
                byGroup.computeIfAbsent(version.group(), group -> new ArrayList<>())
                        .add(version);
            }
        }
        for (var review : Reviews.VERSIONS) {
            byGroup.computeIfAbsent(review.group(), group -> new ArrayList<>()).add(review);
        }
        return byGroup;
    }

    private static ObjectNode group(String name, List<GroupVersion> versions) {
        var group = Json.object().put("name", name);
        var all = group.putArray("versions");
        versions.forEach(version ->
                all.addObject().put("groupVersion", version.toString()).put("version", version.version()));
        group.set("preferredVersion", all.get(0).deepCopy());
        return group;
    }

    /** The answer to {@code /api/v1} and {@code /apis/<group>/<version>}. */
    public ObjectNode resources(GroupVersion version) {
        var types = catalog.in(version);
        boolean reviews = Reviews.VERSIONS.contains(version);
        if (types.isEmpty() && !reviews) {
            throw ApiException.noSuchPath();
        }
        var list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        var resources = list.put("groupVersion", version.toString()).putArray("resources");
        types.forEach(type -> resource(resources, type));
        if (reviews) {
            Reviews.resources(version).forEach((plural, kind) -> resources
                    .addObject()
                    .put("name", plural)
                    .put("singularName", kind.toLowerCase(Locale.ROOT))
                    .put("namespaced", plural.startsWith("local"))
                    .put("kind", kind)
                    .putArray("verbs")
                    .add("create"));
        }
        return list;
    }

    private static void resource(ArrayNode resources, ResourceType type) {
        var names = type.names();
        var resource = resources
                .addObject()
                .put("name", names.plural())
                .put("singularName", names.singular())
                .put("namespaced", type.namespaced())
                .put("kind", names.kind());
        texts(resource, "verbs", VERBS);
        texts(resource, "shortNames", names.shortNames());
        texts(resource, "categories", names.categories());
        for (String subresource : type.subresources()) {
            var below = resources
                    .addObject()
                    .put("name", names.plural() + "/" + subresource)
                    .put("singularName", "")
                    .put("namespaced", type.namespaced())
                    .put("kind", names.kind());
            texts(below, "verbs", subresource.equals("status") ? STATUS_VERBS : List.of("get"));
        }
    }

    private static void texts(ObjectNode object, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(object.withArrayProperty(field)::add);
        }
    }
}
