package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.apply.FieldOwner;
import dev.ioreq.playground.apiserver.apply.ServerSideApply;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.schema.FieldError;
import dev.ioreq.playground.apiserver.schema.FieldPath;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.store.Store;
import dev.ioreq.playground.apiserver.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes of existing objects: read, decide, put if nobody was faster, else again. */
final class Update {
    private final Store store;
    private final Validation validation;
    private final Creation creation;

    Update(Store store, Validation validation, Creation creation) {
        this.store = store;
        this.validation = validation;
        this.creation = creation;
    }

    /** PUT. */
    Outcome replace(Target target, ObjectNode body, WriteOptions options) {
        var warnings = Intake.accept(body, target.type(), options.validation());
        String name = Metadata.name(body);
        if (!name.isEmpty() && !name.equals(target.name())) {
            throw ApiException.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
                    .formatted(name, target.name()));
        }
        if (target.type().custom() && Metadata.text(body, "resourceVersion").isEmpty()) {
            require(target);
            throw Validation.invalid(
                    target.type(),
                    target.name(),
                    List.of(new FieldError(
                            new FieldPath("metadata.resourceVersion"),
                            "FieldValueInvalid",
                            "Invalid value: 0x0: must be specified for an update",
                            false)));
        }
        var owner = FieldOwner.updating(options.manager(), target.subresource());
        return change(target, options, warnings, live -> Change.next(live, body.deepCopy(), target, owner));
    }

    /** JSON, merge or strategic merge patch: {@code edit} makes the patched object of a copy it may change. */
    Outcome patch(Target target, UnaryOperator<JsonNode> edit, WriteOptions options) {
        var owner = FieldOwner.updating(options.manager(), target.subresource());
        var warnings = new ArrayList<String>();
        return change(target, options, warnings, live -> {
            if (!(edit.apply(live) instanceof ObjectNode proposed)) {
                throw ApiException.badRequest("the patch turns the object into something that is none");
            }
            warnings.clear();
            warnings.addAll(Intake.accept(proposed, target.type(), options.validation()));
            return Change.next(live, proposed, target, owner);
        });
    }

    /** Server-side apply, which creates what is missing. */
    Outcome apply(Target target, ObjectNode body, WriteOptions options) {
        if (!body.path("metadata").path("managedFields").isEmpty()) {
            throw ApiException.badRequest("metadata.managedFields must be nil");
        }
        var type = target.type();
        String stated = Metadata.namespace(body);
        if (type.namespaced() && !stated.isEmpty() && !stated.equals(target.namespace())) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        var configuration = reachable(body, target);
        var warnings = Intake.acceptApplied(configuration, type, options.validation());
        var owner = FieldOwner.applying(options.manager(), target.subresource());
        while (true) {
            if (table(type).get(target.key()).isPresent()) {
                return change(target, options, warnings, live -> {
                    var applied = ServerSideApply.apply(
                            live, configuration, type.schema().get(), owner, options.force());
                    return Change.next(live, applied, target, null);
                });
            }
            var created = createByApply(target, configuration, options, owner, warnings);
            if (created.isPresent()) {
                return created.get();
            }
        }
    }

    private Optional<Outcome> createByApply(
            Target target, ObjectNode configuration, WriteOptions options, FieldOwner owner, List<String> warnings) {
        var type = target.type();
        if (!target.subresource().isEmpty()) {
            throw ApiException.notFound(type, target.name());
        }
        for (String precondition : List.of("uid", "resourceVersion")) {
            if (!Metadata.text(configuration, precondition).isEmpty()) {
                throw ApiException.conflict(
                        type,
                        target.name(),
                        "Precondition failed: %s in precondition: %s, but the object does not exist"
                                .formatted(precondition, Metadata.text(configuration, precondition)));
            }
        }
        var identity = Json.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
        identity.putObject("metadata").put("name", target.name());
        var applied =
                ServerSideApply.apply(identity, configuration, type.schema().get(), owner, true);
        return creation.createApplied(target, applied, options, warnings);
    }

    /** What an apply through this path can set at all. */
    private static ObjectNode reachable(ObjectNode body, Target target) {
        var configuration = body.deepCopy();
        if (target.isStatus()) {
            configuration.retain("apiVersion", "kind", "metadata", "status");
            Metadata.of(configuration).retain("name", "namespace", "uid", "resourceVersion");
        } else if (target.type().hasStatus()) {
            configuration.remove("status");
        }
        Metadata.of(configuration).remove("managedFields");
        return configuration;
    }

    private Outcome change(
            Target target, WriteOptions options, List<String> warnings, UnaryOperator<ObjectNode> toNext) {
        var type = target.type();
        while (true) {
            var stored = require(target);
            var live = type.conversion().toServed(stored.tree());
            var next = toNext.apply(live);
            if (next.equals(live)) {
                return new Outcome(live, false, warnings);
            }
            validation.check(live, next, type);
            if (options.dryRun()) {
                return new Outcome(next, false, warnings);
            }
            var put = put(stored, next, type);
            if (put.isPresent()) {
                return new Outcome(Creation.served(put.get(), type), false, warnings);
            }
        }
    }

    /** Stores the next version, which is the last when only finalizers had kept the object. */
    private Optional<StoredObject> put(StoredObject stored, ObjectNode next, ResourceType type) {
        var converted = type.conversion().toStored(next);
        boolean ends = Metadata.isBeingDeleted(next)
                && Metadata.finalizers(next).isEmpty()
                && !Metadata.finalizers(stored.tree()).isEmpty()
                && next.path("metadata").path("deletionGracePeriodSeconds").asLong(0) == 0
                && next.path("spec").path("finalizers").isEmpty();
        return ends ? table(type).remove(stored, converted) : table(type).put(stored.key(), stored, converted);
    }

    private StoredObject require(Target target) {
        return table(target.type())
                .get(target.key())
                .orElseThrow(() -> ApiException.notFound(target.type(), target.name()));
    }

    private ResourceTable table(ResourceType type) {
        return store.table(type.storage());
    }
}
