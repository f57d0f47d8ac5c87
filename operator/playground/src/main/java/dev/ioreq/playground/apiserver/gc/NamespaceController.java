package dev.ioreq.playground.apiserver.gc;

import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.store.StoreEvent;
import dev.ioreq.playground.apiserver.write.ApiObjects;
import dev.ioreq.playground.apiserver.write.DeleteOptions;
import dev.ioreq.playground.apiserver.write.Target;
import dev.ioreq.playground.apiserver.write.WriteOptions;

/** Gives every namespace its default service account, and empties it before it goes. */
final class NamespaceController implements Controllers.Controller {
    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
    private static final GroupResource SERVICE_ACCOUNTS = new GroupResource("", "serviceaccounts");

    private final ApiObjects objects;
    private final ResourceCatalog catalog;

    NamespaceController(ApiObjects objects, ResourceCatalog catalog) {
        this.objects = objects;
        this.catalog = catalog;
    }

    @Override
    public void changed(ResourceTable table, StoreEvent event) {
        if (table.resource().equals(NAMESPACES)) {
            if (event.kind() != StoreEvent.Kind.DELETED) {
                namespaceChanged(event);
            }
        } else if (event.kind() == StoreEvent.Kind.DELETED) {
            String namespace = event.current().key().namespace();
            if (table.resource().equals(SERVICE_ACCOUNTS)) {
                addServiceAccount(namespace);
            }
            finish(namespace);
        }
    }

    private void namespaceChanged(StoreEvent event) {
        String name = event.current().key().name();
        if (Metadata.isBeingDeleted(event.current().tree())) {
            catalog.storages().stream()
                    .filter(ResourceType::namespaced)
                    .forEach(type -> objects.deleteCollection(
                            Target.collection(type, name), object -> true, DeleteOptions.BACKGROUND));
            finish(name);
        } else if (event.kind() == StoreEvent.Kind.ADDED) {
            addServiceAccount(name);
        }
    }

    private void addServiceAccount(String namespace) {
        var type = catalog.storages().stream()
                .filter(candidate -> candidate.storage().equals(SERVICE_ACCOUNTS))
                .findFirst()
                .orElseThrow();
        var account = Json.object();
        account.putObject("metadata").put("name", "default");
        try {
            objects.create(Target.collection(type, namespace), account, WriteOptions.of("apiserver-controllers"));
        } catch (ApiException e) {
            boolean exists = e.reason().equals("AlreadyExists");
            boolean namespaceGoes = e.code() == 403 || e.code() == 404;
            if (!exists && !namespaceGoes) {
                throw e;
            }
        }
    }

    /** Removes a namespace on its way out when nothing is left in it. */
    private void finish(String name) {
        var table = objects.store().table(NAMESPACES);
        var namespace = table.get(ObjectKey.clusterWide(name));
        if (namespace.isEmpty() || !Metadata.isBeingDeleted(namespace.get().tree()) || !isEmpty(name)) {
            return;
        }
        if (Metadata.finalizers(namespace.get().tree()).isEmpty()) {
            table.remove(namespace.get(), namespace.get().copy());
        }
    }

    private boolean isEmpty(String namespace) {
        return catalog.storages().stream().filter(ResourceType::namespaced).allMatch(type -> objects.store()
                .table(type.storage())
                .list(namespace, object -> true, null, 1)
                .objects()
                .isEmpty());
    }
}
