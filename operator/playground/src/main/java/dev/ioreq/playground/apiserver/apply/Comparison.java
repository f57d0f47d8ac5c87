package dev.ioreq.playground.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.TreeMap;

/** What differs between two versions of an object: fields set anew or changed, and fields gone. */
record Comparison(FieldSet changed, FieldSet removed) {
    static Comparison between(JsonNode before, JsonNode after, StructuralSchema schema) {
        var had = Fields.owned(Fields.of(before, schema));
        var has = Fields.owned(Fields.of(after, schema));
        var modified = Fields.owned(modified(before, after, schema));
        return new Comparison(has.minus(had).union(modified), had.minus(has));
    }

    private static FieldSet modified(JsonNode before, JsonNode after, StructuralSchema schema) {
        if (before.equals(after)) {
            return FieldSet.EMPTY;
        }
        var children = new TreeMap<PathElement, FieldSet>();
        if (before instanceof ObjectNode && after instanceof ObjectNode object && !schema.atomicMap()) {
            for (var field : Json.fields(object)) {
                var old = before.get(field.getKey());
                if (old != null) {
                    var below = modified(old, field.getValue(), schema.property(field.getKey()));
                    children.put(PathElement.field(field.getKey()), below);
                }
            }
            return FieldSet.of(false, children);
        }
        var oldItems = ListKeys.of(before, schema);
        var newItems = ListKeys.of(after, schema);
        if (oldItems.isPresent() && newItems.isPresent()) {
            newItems.get().forEach((element, item) -> {
                var old = oldItems.get().get(element);
                if (old != null) {
                    children.put(element, modified(old, item, schema.element()));
                }
            });
            return FieldSet.of(false, children);
        }
        return FieldSet.LEAF;
    }
}
