package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.cel.CelRules;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.patch.JsonPatch;
import dev.ioreq.playground.apiserver.patch.MergePatch;
import dev.ioreq.playground.apiserver.patch.StrategicMergePatch;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.store.Store;
import dev.ioreq.playground.apiserver.store.StoredObject;
import java.util.List;
import java.util.function.Predicate;

/** All that can be done to objects, for HTTP and for programs in the process alike. */
public final class ApiObjects {
    private final Store store;
    private final Creation creation;
    private final Update update;
    private final Deletion deletion;

    public ApiObjects(Store store, CelRules rules) {
        this.store = store;
        var validation = new Validation(rules);
        this.creation = new Creation(store, validation, new NamespaceGate(store));
        this.update = new Update(store, validation, creation);
        this.deletion = new Deletion(store);
    }

    public Store store() {
        return store;
    }

    /** The object, or 404. */
    public StoredObject get(Target target) {
        return store.table(target.type().storage())
                .get(target.key())
                .orElseThrow(() -> ApiException.notFound(target.type(), target.name()));
    }

    /** POST; {@code body} becomes the server's. */
    public Outcome create(Target collection, ObjectNode body, WriteOptions options) {
        return creation.create(collection, body, options);
    }

    /** PUT; {@code body} becomes the server's. */
    public Outcome replace(Target target, ObjectNode body, WriteOptions options) {
        return update.replace(target, body, options);
    }

    /** Server-side apply. */
    public Outcome apply(Target target, ObjectNode configuration, WriteOptions options) {
        return update.apply(target, configuration, options);
    }

    /** JSON patch (RFC 6902). */
    public Outcome patchJson(Target target, JsonNode patch, WriteOptions options) {
        return update.patch(target, live -> JsonPatch.apply(live, patch), options);
    }

    /** JSON merge patch (RFC 7386). */
    public Outcome patchMerge(Target target, JsonNode patch, WriteOptions options) {
        return update.patch(target, live -> MergePatch.apply(live, patch), options);
    }

    /** Strategic merge patch, of built-in types only. */
    public Outcome patchStrategic(Target target, JsonNode patch, WriteOptions options) {
        var type = target.type();
        if (type.custom()) {
            throw ApiException.unsupportedMediaType(
                    "the body of the request was in an unknown format - accepted media types"
                            + " include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
        }
        return update.patch(
                target,
                live -> StrategicMergePatch.apply(live, patch, type.schema().get()),
                options);
    }

    /** The last state of the object, or a {@code Status} of success when it is gone and was not of a kind that shows itself. */
    public ObjectNode delete(Target target, DeleteOptions options) {
        var deleted = deletion.delete(target, options);
        var type = target.type();
        if (!deleted.gone() || type.kind().equals("Pod")) {
            return type.conversion().toServed(deleted.object());
        }
        var status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        var details = status.put("status", "Success").putObject("details").put("name", target.name());
        if (!type.groupVersion().group().isEmpty()) {
            details.put("group", type.groupVersion().group());
        }
        details.put("kind", type.names().plural()).put("uid", Metadata.uid(deleted.object()));
        return status;
    }

    /** Deletes all objects of a collection that match; those that went meanwhile do not matter. */
    public List<StoredObject> deleteCollection(Target collection, Predicate<JsonNode> selector, DeleteOptions options) {
        var type = collection.type();
        var page = store.table(type.storage()).list(collection.namespace(), selector, null, 0);
        for (var stored : page.objects()) {
            try {
                deletion.delete(
                        Target.object(
                                type, stored.key().namespace(), stored.key().name()),
                        options);
            } catch (ApiException e) {
                if (e.code() != 404) {
                    throw e;
                }
            }
        }
        return page.objects();
    }
}
