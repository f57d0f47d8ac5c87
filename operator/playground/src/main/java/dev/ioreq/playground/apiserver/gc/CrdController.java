package dev.ioreq.playground.apiserver.gc;

import dev.ioreq.playground.apiserver.custom.CrdServing;
import dev.ioreq.playground.apiserver.custom.DeclaredTypes;
import dev.ioreq.playground.apiserver.resource.Finalizers;
import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.store.StoreEvent;
import dev.ioreq.playground.apiserver.write.ApiObjects;
import dev.ioreq.playground.apiserver.write.DeleteOptions;

/** A deleted CRD takes its objects along and goes when the last of them is gone. */
final class CrdController implements Controllers.Controller {
    private final ControllerObjects objects;
    private final ApiObjects api;

    CrdController(ApiObjects api, ResourceCatalog catalog) {
        this.api = api;
        this.objects = new ControllerObjects(api, catalog);
    }

    @Override
    public void changed(ResourceTable table, StoreEvent event) {
        if (table.resource().equals(CrdServing.CRDS)) {
            if (event.kind() != StoreEvent.Kind.DELETED
                    && Metadata.isBeingDeleted(event.current().tree())) {
                var storage = DeclaredTypes.storage(event.current().tree());
                for (var stored : api.store().table(storage).all()) {
                    objects.delete(storage, stored.key(), DeleteOptions.BACKGROUND);
                }
                finish(storage);
            }
        } else if (event.kind() == StoreEvent.Kind.DELETED) {
            finish(table.resource());
        }
    }

    private void finish(GroupResource storage) {
        var key = ObjectKey.clusterWide(storage.toString());
        objects.get(CrdServing.CRDS, key)
                .filter(crd -> Metadata.isBeingDeleted(crd.tree()))
                .filter(crd -> api.store().table(storage).all().isEmpty())
                .ifPresent(crd -> objects.removeFinalizer(CrdServing.CRDS, key, Finalizers.CRD_CLEANUP));
    }
}
