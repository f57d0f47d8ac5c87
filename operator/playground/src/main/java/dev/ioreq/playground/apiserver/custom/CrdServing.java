package dev.ioreq.playground.apiserver.custom;

import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.store.StoreEvent;
import java.util.function.BiConsumer;

/** Keeps the catalog in step with the stored CRDs: a stored CRD is served before the write that stored it returns. */
public final class CrdServing implements BiConsumer<ResourceTable, StoreEvent> {
    /** Where CRDs are stored. */
    public static final GroupResource CRDS = new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");

    private final ResourceCatalog catalog;
    private final DeclaredTypes types;

    public CrdServing(ResourceCatalog catalog, DeclaredTypes types) {
        this.catalog = catalog;
        this.types = types;
    }

    @Override
    public void accept(ResourceTable table, StoreEvent event) {
        if (!table.resource().equals(CRDS)) {
            return;
        }
        var crd = event.current().tree();
        if (event.kind() == StoreEvent.Kind.ADDED) {
            catalog.add(types.of(crd));
        } else if (event.kind() == StoreEvent.Kind.DELETED) {
            catalog.remove(DeclaredTypes.storage(crd));
        } else if (!crd.path("spec").equals(event.previous().tree().path("spec"))) {
            catalog.remove(DeclaredTypes.storage(crd));
            catalog.add(types.of(crd));
        }
    }
}
