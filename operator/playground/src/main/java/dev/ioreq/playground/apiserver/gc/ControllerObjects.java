package dev.ioreq.playground.apiserver.gc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.store.StoredObject;
import dev.ioreq.playground.apiserver.write.ApiObjects;
import dev.ioreq.playground.apiserver.write.DeleteOptions;
import dev.ioreq.playground.apiserver.write.Target;
import dev.ioreq.playground.apiserver.write.WriteOptions;
import java.util.Optional;
import java.util.function.Consumer;

/** Objects as controllers handle them: by where they are stored, and without surprise when they are gone or changed. */
final class ControllerObjects {
    private static final WriteOptions AS_CONTROLLER = WriteOptions.of("apiserver-controllers");

    private final ApiObjects objects;
    private final ResourceCatalog catalog;

    ControllerObjects(ApiObjects objects, ResourceCatalog catalog) {
        this.objects = objects;
        this.catalog = catalog;
    }

    Optional<StoredObject> get(GroupResource storage, ObjectKey key) {
        return objects.store().table(storage).get(key);
    }

    /** Deletes an object unless it is gone, or a precondition does not hold any more. */
    void delete(GroupResource storage, ObjectKey key, DeleteOptions options) {
        tolerating(storage, type -> objects.delete(Target.object(type, key.namespace(), key.name()), options));
    }

    /** Merges a patch into an object unless it is gone. */
    void patch(GroupResource storage, ObjectKey key, JsonNode patch) {
        tolerating(
                storage,
                type -> objects.patchMerge(Target.object(type, key.namespace(), key.name()), patch, AS_CONTROLLER));
    }

    /** Takes a finalizer off, which ends the object when it was the last. */
    void removeFinalizer(GroupResource storage, ObjectKey key, String finalizer) {
        get(storage, key).ifPresent(stored -> {
            var left = Json.array();
            Metadata.finalizers(stored.tree()).stream()
                    .filter(name -> !name.equals(finalizer))
                    .forEach(left::add);
            var patch = Json.object();
            patch.putObject("metadata")
                    .put("resourceVersion", Long.toString(stored.version()))
                    .set("finalizers", left);
            patch(storage, key, patch);
        });
    }

    /** Gone is done; changed meanwhile means that the change's own event comes next. */
    private void tolerating(GroupResource storage, Consumer<ResourceType> action) {
        var type = catalog.all().stream()
                .filter(candidate -> candidate.storage().equals(storage))
                .findFirst();
        try {
            type.ifPresent(action);
        } catch (ApiException e) {
            if (e.code() != 404 && e.code() != 409) {
                throw e;
            }
        }
    }
}
