package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.apply.FieldOwner;
import dev.ioreq.playground.apiserver.apply.ManagedFields;
import dev.ioreq.playground.apiserver.builtin.Strategies;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.schema.Defaulter;
import java.util.List;

/**
 * The next version of an object out of the present one and what a writer proposes: what belongs to the server is kept, what
 * the writer cannot reach through its path is kept, owners are settled. Pure.
 */
final class Change {
    private static final List<String> SERVER_SET = List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "resourceVersion");

    private Change() {}

    /**
     * The next version.
     *
     * @param live the present version, in the served version of {@code target}
     * @param proposed the writer's version; becomes the server's
     * @param owner who is to own what changed; null when an apply has settled it already
     * @return {@code live} itself when nothing changes
     */
    static ObjectNode next(ObjectNode live, ObjectNode proposed, Target target, FieldOwner owner) {
        var type = target.type();
        preconditions(live, proposed, type);
        var next = reach(live, proposed, target);
        keepServerSet(live, next);
        Defaulter.fill(next, type.schema().get());
        Strategies.of(type).prepareUpdate(live, next);
        if (owner != null) {
            settleOwners(live, next, type, owner);
        }
        if (next.equals(live)) {
            return live;
        }
        if (type.countsGeneration() && !target.isStatus() && !sameDesire(live, next, type)) {
            long generation = live.path("metadata").path("generation").asLong() + 1;
            Metadata.of(next).put("generation", (int) generation);
        }
        return next;
    }

    private static void preconditions(ObjectNode live, ObjectNode proposed, ResourceType type) {
        String version = Metadata.text(proposed, "resourceVersion");
        if (!version.isEmpty() && !version.equals(Metadata.text(live, "resourceVersion"))) {
            throw ApiException.conflict(
                    type,
                    Metadata.name(live),
                    "the object has been modified; please apply your changes to the latest version and try again");
        }
        String uid = Metadata.uid(proposed);
        if (!uid.isEmpty() && !uid.equals(Metadata.uid(live))) {
            throw ApiException.conflict(
                    type,
                    Metadata.name(live),
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(uid, Metadata.uid(live)));
        }
    }

    /** A status write reaches status only, any other write everything but status. */
    private static ObjectNode reach(ObjectNode live, ObjectNode proposed, Target target) {
        if (!target.type().hasStatus()) {
            return proposed;
        }
        var from = target.isStatus() ? proposed : live;
        var next = target.isStatus() ? live.deepCopy() : proposed;
        if (target.isStatus() && proposed.path("metadata").has("managedFields")) {
            Metadata.of(next).set("managedFields", proposed.path("metadata").get("managedFields"));
        }
        var status = from.get("status");
        if (status != null) {
            next.set("status", status.deepCopy());
        } else {
            next.remove("status");
        }
        return next;
    }

    private static void keepServerSet(ObjectNode live, ObjectNode next) {
        var metadata = Metadata.of(next);
        metadata.remove("selfLink");
        for (String field : SERVER_SET) {
            var kept = live.path("metadata").get(field);
            if (kept != null) {
                metadata.set(field, kept);
            } else {
                metadata.remove(field);
            }
        }
    }

    private static void settleOwners(ObjectNode live, ObjectNode next, ResourceType type, FieldOwner owner) {
        var proposed = next.path("metadata").path("managedFields");
        boolean reset = proposed.size() == 1 && proposed.get(0).isEmpty();
        if (reset) {
            Metadata.of(next).remove("managedFields");
            return;
        }
        var base = proposed.isEmpty() ? ManagedFields.of(live) : ManagedFields.of(next);
        base.afterUpdate(owner, live, next, type.schema().get(), type.apiVersion())
                .into(next);
    }

    private static boolean sameDesire(ObjectNode live, ObjectNode next, ResourceType type) {
        return desire(live, type).equals(desire(next, type));
    }

    private static ObjectNode desire(ObjectNode object, ResourceType type) {
        var desire = object.objectNode().setAll(object);
        var rest = (ObjectNode) desire;
        rest.remove("metadata");
        if (type.hasStatus()) {
            rest.remove("status");
        }
        return rest;
    }
}
