package dev.ioreq.playground.apiserver.http;

import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.GroupVersion;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.write.Target;
import java.util.List;
import java.util.Set;

/** Below {@code /api} and {@code /apis}: which version, and which object of it. */
record ApiPath(GroupVersion version, List<String> rest) {
    private static final Set<String> OF_NAMESPACES = Set.of("status", "finalize");

    /** Reads a path of at least a version; 404 for less. */
    static ApiPath parse(List<String> path) {
        int parts = path.get(0).equals("api") ? 2 : 3;
        if (path.size() < parts) {
            throw ApiException.noSuchPath();
        }
        String group = parts == 2 ? "" : path.get(1);
        return new ApiPath(new GroupVersion(group, path.get(parts - 1)), path.subList(parts, path.size()));
    }

    boolean isVersion() {
        return rest.isEmpty();
    }

    String plural() {
        return rest.get(inNamespace() ? 2 : 0);
    }

    private boolean inNamespace() {
        return rest.size() > 2 && rest.get(0).equals("namespaces") && !OF_NAMESPACES.contains(rest.get(2));
    }

    /** The object or collection meant; 404 when nothing of that name is served. */
    Target target(ResourceCatalog catalog) {
        String namespace = inNamespace() ? rest.get(1) : "";
        int at = inNamespace() ? 2 : 0;
        var type = catalog.find(version, plural()).orElseThrow(ApiException::noSuchPath);
        String name = rest.size() > at + 1 ? rest.get(at + 1) : "";
        String subresource = rest.size() > at + 2 ? rest.get(at + 2) : "";
        boolean served = subresource.isEmpty() || type.subresources().contains(subresource);
        if (!served || rest.size() > at + 3) {
            throw ApiException.noSuchPath();
        }
        return new Target(type, namespace, name, subresource);
    }
}
