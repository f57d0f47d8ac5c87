package dev.ioreq.playground.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code metadata.managedFields} as a value: who owns what, in the order it is shown. */
public record ManagedFields(List<Entry> entries) {
    private static final Comparator<Entry> SHOWN = Comparator.<Entry, String>comparing(
                    entry -> entry.owner().operation())
            .thenComparing(Entry::time)
            .thenComparing(entry -> entry.owner().manager())
            .thenComparing(entry -> entry.owner().subresource());

    /** One manager's fields; {@code time} is when they last changed. */
    record Entry(FieldOwner owner, String apiVersion, String time, FieldSet fields) {}

    /** What an object says about itself. */
    public static ManagedFields of(JsonNode object) {
        var entries = new ArrayList<Entry>();
        for (var entry : object.path("metadata").path("managedFields")) {
            if (!entry.isEmpty()) {
                entries.add(new Entry(
                        FieldOwner.read(entry),
                        entry.path("apiVersion").asText(),
                        entry.path("time").asText(),
                        FieldSet.read(entry.path("fieldsV1"))));
            }
        }
        return new ManagedFields(List.copyOf(entries));
    }

    /** Writes it into an object. */
    public void into(ObjectNode object) {
        var metadata = Metadata.of(object);
        if (entries.isEmpty()) {
            metadata.remove("managedFields");
            return;
        }
        ArrayNode array = metadata.putArray("managedFields");
        entries.stream().sorted(SHOWN).forEach(entry -> {
            var json = array.addObject()
                    .put("manager", entry.owner().manager())
                    .put("operation", entry.owner().operation())
                    .put("apiVersion", entry.apiVersion())
                    .put("time", entry.time())
                    .put("fieldsType", "FieldsV1");
            json.set("fieldsV1", entry.fields().write());
            if (!entry.owner().subresource().isEmpty()) {
                json.put("subresource", entry.owner().subresource());
            }
        });
    }

    Optional<Entry> find(FieldOwner owner) {
        return entries.stream().filter(entry -> entry.owner().equals(owner)).findFirst();
    }

    List<Entry> others(FieldOwner owner) {
        return entries.stream().filter(entry -> !entry.owner().equals(owner)).toList();
    }

    /** With {@code owner} owning exactly {@code fields}; its time moves only when they differ. */
    ManagedFields with(FieldOwner owner, String apiVersion, FieldSet fields) {
        var changed = new ArrayList<>(others(owner));
        if (!fields.isEmpty()) {
            String time = find(owner)
                    .filter(entry -> entry.fields().equals(fields))
                    .map(Entry::time)
                    .orElseGet(Metadata::now);
            changed.add(new Entry(owner, apiVersion, time, fields));
        }
        return new ManagedFields(List.copyOf(changed));
    }

    /** With everyone but {@code owner} losing {@code fields}. */
    ManagedFields withoutOthers(FieldOwner owner, FieldSet fields) {
        var changed = new ArrayList<Entry>();
        for (var entry : entries) {
            var left = entry.owner().equals(owner)
                    ? entry.fields()
                    : entry.fields().minus(fields);
            if (!left.isEmpty()) {
                changed.add(new Entry(entry.owner(), entry.apiVersion(), entry.time(), left));
            }
        }
        return new ManagedFields(List.copyOf(changed));
    }

    /**
     * After a write that is not an apply: the writer owns what it changed, whoever owned it, and nobody owns what is gone.
     *
     * @param before the object before; an empty object when it is new
     */
    public ManagedFields afterUpdate(
            FieldOwner owner, JsonNode before, JsonNode after, StructuralSchema schema, String apiVersion) {
        var difference = Comparison.between(before, after, schema);
        var changed = owner.reach(difference.changed());
        var mine = find(owner).map(Entry::fields).orElse(FieldSet.EMPTY);
        var now = mine.union(changed).minus(difference.removed());
        return withoutOthers(owner, changed.union(difference.removed())).with(owner, apiVersion, now);
    }

    /** Whether two objects have the same owners, whenever they became so. */
    static boolean sameOwners(ManagedFields one, ManagedFields other) {
        return one.timeless().equals(other.timeless());
    }

    private List<Entry> timeless() {
        return entries.stream()
                .map(entry -> new Entry(entry.owner(), entry.apiVersion(), "", entry.fields()))
                .sorted(SHOWN)
                .toList();
    }

    /** A copy of {@code object} without managedFields. */
    public static ObjectNode stripped(ObjectNode object) {
        var copy = Json.object();
        copy.setAll(object);
        if (object.get("metadata") instanceof ObjectNode metadata && metadata.has("managedFields")) {
            copy.set("metadata", Json.object().setAll(metadata));
            Metadata.of(copy).remove("managedFields");
        }
        return copy;
    }
}
