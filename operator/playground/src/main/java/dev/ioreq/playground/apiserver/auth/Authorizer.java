package dev.ioreq.playground.apiserver.auth;

import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.GroupResource;

/** Says what users may. */
@FunctionalInterface
public interface Authorizer {
    /** Everybody may everything. */
    Authorizer ALLOW_ALL = (user, attributes) -> true;

    boolean allows(User user, Attributes attributes);

    /**
     * What is asked for.
     *
     * @param verb get, list, watch, create, update, patch, delete, deletecollection
     * @param subresource empty for the object itself
     * @param namespace empty for cluster-wide
     * @param name empty for any
     */
    record Attributes(String verb, String group, String resource, String subresource, String namespace, String name) {
        /** The resource as rules name it: {@code pods/log}. */
        String resourcePath() {
            return subresource.isEmpty() ? resource : resource + "/" + subresource;
        }

        ApiException refused(User user) {
            String where =
                    namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"%s\"".formatted(namespace);
            var subject = new GroupResource(group, resource);
            String named = name.isEmpty() ? subject.toString() : "%s \"%s\"".formatted(subject, name);
            var details = Json.object().put("group", group).put("kind", resource);
            if (!name.isEmpty()) {
                details.put("name", name);
            }
            return new ApiException(
                    403,
                    "Forbidden",
                    "%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
                            .formatted(named, user.name(), verb, resourcePath(), group, where),
                    details);
        }
    }
}
