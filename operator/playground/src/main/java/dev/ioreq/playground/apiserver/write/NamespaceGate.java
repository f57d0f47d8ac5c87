package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.store.Store;

/** Objects come only into namespaces that exist and are not on their way out. */
final class NamespaceGate {
    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

    private final Store store;

    NamespaceGate(Store store) {
        this.store = store;
    }

    void requireOpen(ResourceType type, ObjectNode object) {
        if (!type.namespaced()) {
            return;
        }
        String name = Metadata.namespace(object);
        var namespace = store.table(NAMESPACES)
                .get(ObjectKey.clusterWide(name))
                .orElseThrow(() -> ApiException.notFound(NAMESPACES, name));
        if (Metadata.isBeingDeleted(namespace.tree())) {
            throw ApiException.forbidden(
                    type,
                    Metadata.name(object),
                    "unable to create new content in namespace %s because it is being terminated".formatted(name));
        }
    }
}
