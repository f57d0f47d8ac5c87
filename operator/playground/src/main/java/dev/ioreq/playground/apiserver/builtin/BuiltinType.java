package dev.ioreq.playground.apiserver.builtin;

import dev.ioreq.playground.apiserver.resource.Conversion;
import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.GroupVersion;
import dev.ioreq.playground.apiserver.resource.Names;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A built-in resource.
 *
 * @param model the class its fields are read off
 * @param subresources served below an object
 */
record BuiltinType(
        GroupVersion version,
        String plural,
        Class<?> model,
        boolean namespaced,
        List<String> shortNames,
        Set<String> subresources,
        Set<String> selectableFields) {

    static BuiltinType namespaced(String version, String plural, Class<?> model, String... shortNames) {
        return new BuiltinType(
                GroupVersion.parse(version), plural, model, true, List.of(shortNames), Set.of(), Set.of());
    }

    static BuiltinType clusterWide(String version, String plural, Class<?> model, String... shortNames) {
        return new BuiltinType(
                GroupVersion.parse(version), plural, model, false, List.of(shortNames), Set.of(), Set.of());
    }

    BuiltinType with(String... names) {
        return new BuiltinType(version, plural, model, namespaced, shortNames, Set.of(names), selectableFields);
    }

    BuiltinType selectableBy(String... fields) {
        return new BuiltinType(version, plural, model, namespaced, shortNames, subresources, Set.of(fields));
    }

    ResourceType type(ModelSchemas schemas) {
        String kind = model.getSimpleName();
        var categories = Set.of("Pod", "Service", "Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "Job")
                        .contains(kind)
                ? List.of("all")
                : List.<String>of();
        var names = new Names(plural, kind.toLowerCase(Locale.ROOT), kind, shortNames, categories);
        boolean isEventsView = version.group().equals("events.k8s.io");
        return new ResourceType(
                version,
                names,
                new GroupResource(isEventsView ? "" : version.group(), plural),
                namespaced,
                subresources,
                false,
                Set.of("apps", "batch", "networking.k8s.io", "policy", "apiextensions.k8s.io")
                        .contains(version.group()),
                () -> schemas.of(model),
                isEventsView ? new EventConversion() : Conversion.NONE,
                selectableFields,
                List.of());
    }
}
