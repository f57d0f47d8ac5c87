package dev.ioreq.playground.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.ArrayList;

/** One apply: merge, prune, find conflicts, settle who owns what. */
public final class ServerSideApply {
    private ServerSideApply() {}

    /**
     * The object after {@code owner} applied {@code configuration}.
     *
     * @param live the object before; for a new one only what identifies it
     * @param force take fields from those who set them to something else
     * @throws dev.ioreq.playground.apiserver.resource.ApiException 409 when others set fields to something else
     */
    public static ObjectNode apply(
            ObjectNode live, ObjectNode configuration, StructuralSchema schema, FieldOwner owner, boolean force) {
        var managed = ManagedFields.of(live);
        var before = ManagedFields.stripped(live);
        var mine = Fields.owned(Fields.of(configuration, schema));
        var merged = Merge.merge(before, configuration, schema);
        var last = managed.find(owner).map(ManagedFields.Entry::fields).orElse(FieldSet.EMPTY);
        var kept = mine;
        for (var other : managed.others(owner)) {
            kept = kept.union(other.fields());
        }
        var after = Prune.prune(merged, last, kept, schema);
        var difference = Comparison.between(before, after, schema);
        var conflicts = conflicts(managed, owner, difference);
        if (!conflicts.isEmpty() && !force) {
            throw Conflict.of(conflicts);
        }
        var settled = managed.withoutOthers(owner, difference.changed().union(difference.removed()))
                .with(owner, configuration.path("apiVersion").asText(), mine);
        return finished(live, (ObjectNode) after, managed, settled);
    }

    private static ArrayList<Conflict> conflicts(ManagedFields managed, FieldOwner owner, Comparison difference) {
        var conflicts = new ArrayList<Conflict>();
        for (var other : managed.others(owner)) {
            for (String path : other.fields().intersect(difference.changed()).paths()) {
                conflicts.add(new Conflict(other, path));
            }
        }
        return conflicts;
    }

    private static ObjectNode finished(ObjectNode live, ObjectNode after, ManagedFields was, ManagedFields is) {
        var result = after.deepCopy();
        if (ManagedFields.sameOwners(was, is)) {
            JsonNode untouched = live.path("metadata").path("managedFields");
            if (untouched.isArray()) {
                Metadata.of(result).set("managedFields", untouched.deepCopy());
            }
        } else {
            is.into(result);
        }
        return result;
    }
}
