package dev.ioreq.playground.apiserver.gc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.gc.OwnerIndex.Dependent;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.Finalizers;
import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.GroupVersion;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.store.StoreEvent;
import dev.ioreq.playground.apiserver.store.StoredObject;
import dev.ioreq.playground.apiserver.write.ApiObjects;
import dev.ioreq.playground.apiserver.write.DeleteOptions;
import java.util.Optional;

/** Deletes objects whose last owner is gone, and answers foreground and orphan deletes. */
final class GarbageCollector implements Controllers.Controller {
    private final ControllerObjects objects;
    private final ResourceCatalog catalog;
    private final OwnerIndex index = new OwnerIndex();

    GarbageCollector(ApiObjects objects, ResourceCatalog catalog) {
        this.objects = new ControllerObjects(objects, catalog);
        this.catalog = catalog;
    }

    @Override
    public void changed(ResourceTable table, StoreEvent event) {
        var self = new Dependent(table.resource(), event.current().key());
        if (event.previous() != null) {
            index.remove(self, event.previous().tree());
        }
        var object = event.current().tree();
        if (event.kind() == StoreEvent.Kind.DELETED) {
            index.of(Metadata.uid(object)).forEach(this::collect);
            OwnerIndex.owners(object).forEach(owner -> owner(owner, object).ifPresent(this::settle));
            return;
        }
        index.add(self, object);
        if (!OwnerIndex.owners(object).isEmpty() && ownersChanged(event)) {
            collect(self);
        }
        if (Metadata.isBeingDeleted(object)) {
            settle(event.current(), table.resource());
        }
    }

    private static boolean ownersChanged(StoreEvent event) {
        return event.previous() == null
                || !OwnerIndex.owners(event.previous().tree())
                        .equals(OwnerIndex.owners(event.current().tree()));
    }

    /** Deletes an object unless one of its owners lives; only forgets dead owners if one does. */
    private void collect(Dependent dependent) {
        var stored = objects.get(dependent.storage(), dependent.key());
        if (stored.isEmpty() || Metadata.isBeingDeleted(stored.get().tree())) {
            return;
        }
        var owners = OwnerIndex.owners(stored.get().tree());
        var living = Json.array();
        owners.forEach(owner -> {
            if (owner(owner, stored.get().tree()).isPresent()) {
                living.add(owner);
            }
        });
        if (owners.isEmpty() || living.size() == owners.size()) {
            return;
        }
        if (living.isEmpty()) {
            objects.delete(dependent.storage(), dependent.key(), incarnation(stored.get()));
        } else {
            objects.patch(dependent.storage(), dependent.key(), owners(living));
        }
    }

    private static DeleteOptions incarnation(StoredObject stored) {
        return new DeleteOptions(null, DeleteOptions.Propagation.BACKGROUND, Metadata.uid(stored.tree()), "", false);
    }

    /** An owner that exists and is the incarnation meant. */
    private Optional<Owner> owner(JsonNode reference, JsonNode dependent) {
        var version = GroupVersion.parse(reference.path("apiVersion").asText());
        return catalog.findKind(version, reference.path("kind").asText())
                .flatMap(type -> objects.get(type.storage(), ownerKey(type, reference, dependent))
                        .map(stored -> new Owner(type.storage(), stored)))
                .filter(owner -> Metadata.uid(owner.stored().tree())
                        .equals(reference.path("uid").asText()));
    }

    private static ObjectKey ownerKey(ResourceType type, JsonNode reference, JsonNode dependent) {
        return type.key(Metadata.namespace(dependent), reference.path("name").asText());
    }

    private record Owner(GroupResource storage, StoredObject stored) {}

    private void settle(Owner owner) {
        if (Metadata.isBeingDeleted(owner.stored().tree())) {
            settle(owner.stored(), owner.storage());
        }
    }

    /** Does what a foreground or orphan delete waits for, and lifts its finalizer when that is done. */
    private void settle(StoredObject owner, GroupResource storage) {
        var finalizers = Metadata.finalizers(owner.tree());
        var dependents = index.of(Metadata.uid(owner.tree()));
        if (finalizers.contains(Finalizers.ORPHAN)) {
            dependents.forEach(dependent -> disown(dependent, Metadata.uid(owner.tree())));
            objects.removeFinalizer(storage, owner.key(), Finalizers.ORPHAN);
        } else if (finalizers.contains(Finalizers.FOREGROUND)) {
            for (var dependent : dependents) {
                objects.get(dependent.storage(), dependent.key())
                        .filter(stored -> !Metadata.isBeingDeleted(stored.tree()))
                        .ifPresent(stored -> objects.delete(
                                dependent.storage(),
                                dependent.key(),
                                new DeleteOptions(
                                        null,
                                        DeleteOptions.Propagation.FOREGROUND,
                                        Metadata.uid(stored.tree()),
                                        "",
                                        false)));
            }
            if (dependents.isEmpty()) {
                objects.removeFinalizer(storage, owner.key(), Finalizers.FOREGROUND);
            }
        }
    }

    private void disown(Dependent dependent, String uid) {
        objects.get(dependent.storage(), dependent.key()).ifPresent(stored -> {
            var left = Json.array();
            OwnerIndex.owners(stored.tree()).forEach(owner -> {
                if (!owner.path("uid").asText().equals(uid)) {
                    left.add(owner);
                }
            });
            objects.patch(dependent.storage(), dependent.key(), owners(left));
        });
    }

    private static ObjectNode owners(JsonNode references) {
        var patch = Json.object();
        patch.putObject("metadata").set("ownerReferences", references);
        return patch;
    }
}
