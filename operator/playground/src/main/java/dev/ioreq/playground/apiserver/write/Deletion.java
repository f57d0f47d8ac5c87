package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.builtin.Strategies;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.Finalizers;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.store.Store;
import dev.ioreq.playground.apiserver.store.StoredObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Deletes: at once when nothing holds the object, else by a mark that finalizers, kubelet or namespace content answer. */
final class Deletion {
    private final Store store;

    Deletion(Store store) {
        this.store = store;
    }

    /** What became of the object: its last state when {@code gone}, else its state on the way out. */
    record Deleted(ObjectNode object, boolean gone) {}

    Deleted delete(Target target, DeleteOptions options) {
        var table = store.table(target.type().storage());
        while (true) {
            var stored = table.get(target.key()).orElseThrow(() -> ApiException.notFound(target.type(), target.name()));
            var done = delete(stored, target.type(), options);
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    private Optional<Deleted> delete(StoredObject stored, ResourceType type, DeleteOptions options) {
        preconditions(stored, type, options);
        var table = store.table(type.storage());
        var marked = marked(stored, type, options);
        boolean gone = !holds(marked);
        if (options.dryRun()) {
            return Optional.of(new Deleted(marked, gone));
        }
        if (gone) {
            return table.remove(stored, stored.copy()).map(removed -> new Deleted(removed.tree(), true));
        }
        if (marked.equals(stored.tree())) {
            return Optional.of(new Deleted(marked, false));
        }
        return table.put(stored.key(), stored, marked).map(put -> new Deleted(put.tree(), false));
    }

    private static void preconditions(StoredObject stored, ResourceType type, DeleteOptions options) {
        String uid = Metadata.uid(stored.tree());
        if (!options.uid().isEmpty() && !options.uid().equals(uid)) {
            throw ApiException.conflict(
                    type,
                    stored.key().name(),
                    "the UID in the precondition (%s) does not match the UID in record (%s). The object might have been deleted and then recreated"
                            .formatted(options.uid(), uid));
        }
        String version = Long.toString(stored.version());
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(version)) {
            throw ApiException.conflict(
                    type,
                    stored.key().name(),
                    "the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%s). The object might have been modified"
                            .formatted(options.resourceVersion(), version));
        }
    }

    private static boolean holds(ObjectNode marked) {
        return !Metadata.finalizers(marked).isEmpty()
                || !marked.path("spec").path("finalizers").isEmpty()
                || marked.path("metadata").path("deletionGracePeriodSeconds").asLong(0) > 0;
    }

    /** The object with its mark of deletion; a grace period only ever gets shorter. */
    private static ObjectNode marked(StoredObject stored, ResourceType type, DeleteOptions options) {
        var object = stored.copy();
        var metadata = Metadata.of(object);
        long grace = Strategies.of(type).gracePeriod(object, options.gracePeriodSeconds());
        if (!Metadata.isBeingDeleted(object)) {
            var end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(grace);
            metadata.put("deletionTimestamp", end.toString()).put("deletionGracePeriodSeconds", (int) grace);
            if (metadata.has("generation")) {
                metadata.put("generation", metadata.path("generation").asInt() + 1);
            }
            propagate(metadata, options.propagation());
            if (object.path("status").path("phase").asText().equals("Active")) {
                ((ObjectNode) object.get("status")).put("phase", "Terminating");
            }
        } else if (grace < metadata.path("deletionGracePeriodSeconds").asLong(0)) {
            metadata.put("deletionGracePeriodSeconds", (int) grace);
        }
        return object;
    }

    private static void propagate(ObjectNode metadata, DeleteOptions.Propagation propagation) {
        String finalizer =
                switch (propagation) {
                    case FOREGROUND -> Finalizers.FOREGROUND;
                    case ORPHAN -> Finalizers.ORPHAN;
                    case BACKGROUND -> null;
                };
        if (finalizer != null && !Json.texts(metadata.path("finalizers")).contains(finalizer)) {
            metadata.withArrayProperty("finalizers").add(finalizer);
        }
    }
}
