package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.apply.FieldOwner;
import dev.ioreq.playground.apiserver.apply.ManagedFields;
import dev.ioreq.playground.apiserver.builtin.Strategies;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.schema.Defaulter;
import dev.ioreq.playground.apiserver.schema.FieldError;
import dev.ioreq.playground.apiserver.schema.FieldPath;
import dev.ioreq.playground.apiserver.store.Store;
import dev.ioreq.playground.apiserver.store.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** New objects. */
final class Creation {
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;
    private static final List<String> SERVER_SET = List.of(
            "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink");

    private final Store store;
    private final Validation validation;
    private final NamespaceGate namespaces;

    Creation(Store store, Validation validation, NamespaceGate namespaces) {
        this.store = store;
        this.validation = validation;
        this.namespaces = namespaces;
    }

    /** Creates what a client posted; {@code body} becomes the server's. */
    Outcome create(Target collection, ObjectNode body, WriteOptions options) {
        var type = collection.type();
        if (!Metadata.text(body, "resourceVersion").isEmpty()) {
            throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
        }
        var warnings = Intake.accept(body, type, options.validation());
        name(body, type);
        identify(body, collection.namespace(), type);
        var status = type.hasStatus() ? body.remove("status") : null;
        Metadata.of(body).remove("managedFields");
        ManagedFields.of(body)
                .afterUpdate(
                        FieldOwner.updating(options.manager(), ""),
                        Json.object(),
                        body,
                        type.schema().get(),
                        type.apiVersion())
                .into(body);
        if (status != null) {
            body.set("status", status);
        }
        return store(body, type, options, warnings)
                .orElseThrow(() -> ApiException.alreadyExists(type, Metadata.name(body)));
    }

    /**
     * Creates an object that an apply found missing; its owners are settled already.
     *
     * @return empty when somebody else was faster
     */
    Optional<Outcome> createApplied(Target target, ObjectNode object, WriteOptions options, List<String> warnings) {
        identify(object, target.namespace(), target.type());
        return store(object, target.type(), options, warnings);
    }

    private Optional<Outcome> store(ObjectNode object, ResourceType type, WriteOptions options, List<String> warnings) {
        namespaces.requireOpen(type, object);
        if (type.hasStatus()) {
            object.remove("status");
        }
        var metadata = Metadata.of(object);
        metadata.remove(SERVER_SET);
        metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", Metadata.now());
        if (type.countsGeneration()) {
            metadata.put("generation", 1);
        }
        Strategies.of(type).prepareCreate(object);
        Defaulter.fill(object, type.schema().get());
        validation.check(null, object, type);
        var stored = type.conversion().toStored(object);
        var key = new ObjectKey(Metadata.namespace(object), Metadata.name(object));
        var table = store.table(type.storage());
        if (options.dryRun()) {
            return table.get(key).isPresent() ? Optional.empty() : Optional.of(new Outcome(object, true, warnings));
        }
        return table.put(key, null, stored).map(put -> new Outcome(served(put, type), true, warnings));
    }

    static ObjectNode served(StoredObject stored, ResourceType type) {
        return type.conversion().toServed(stored.tree());
    }

    private static void name(ObjectNode body, ResourceType type) {
        String prefix = Metadata.text(body, "generateName");
        if (!Metadata.name(body).isEmpty()) {
            return;
        }
        if (prefix.isEmpty()) {
            throw Validation.invalid(
                    type,
                    "",
                    List.of(FieldError.required(new FieldPath("metadata.name"), "name or generateName is required")));
        }
        var suffix = new StringBuilder(prefix);
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            suffix.append(SUFFIX_LETTERS.charAt(ThreadLocalRandom.current().nextInt(SUFFIX_LETTERS.length())));
        }
        Metadata.of(body).put("name", suffix.toString());
    }

    private static void identify(ObjectNode object, String namespace, ResourceType type) {
        String stated = Metadata.namespace(object);
        if (!type.namespaced()) {
            Metadata.of(object).remove("namespace");
            return;
        }
        if (!stated.isEmpty() && !stated.equals(namespace)) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        Metadata.of(object).put("namespace", namespace);
    }
}
