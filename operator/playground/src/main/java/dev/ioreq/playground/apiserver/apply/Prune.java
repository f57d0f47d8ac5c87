package dev.ioreq.playground.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;

/** Takes out what an applier used to set, sets no longer, and nobody else owns. Does not change its argument. */
final class Prune {
    private Prune() {}

    /**
     * @param last what the applier owned before
     * @param kept what somebody owns now, the applier included
     */
    static JsonNode prune(JsonNode value, FieldSet last, FieldSet kept, StructuralSchema schema) {
        if (value instanceof ObjectNode object && !schema.atomicMap()) {
            var pruned = object.objectNode();
            for (var field : Json.fields(object)) {
                var element = PathElement.field(field.getKey());
                var below = item(
                        field.getValue(), last.child(element), kept.child(element), schema.property(field.getKey()));
                if (below != null) {
                    pruned.set(field.getKey(), below);
                }
            }
            return pruned;
        }
        var items = ListKeys.of(value, schema);
        if (items.isEmpty()) {
            return value;
        }
        var pruned = Json.array();
        items.get().forEach((element, member) -> {
            var below = item(member, last.child(element), kept.child(element), schema.element());
            if (below != null) {
                pruned.add(below);
            }
        });
        return pruned;
    }

    /** The pruned value; null when nothing of it stays. */
    private static JsonNode item(JsonNode value, FieldSet last, FieldSet kept, StructuralSchema schema) {
        if (last.isEmpty()) {
            return value;
        }
        if (last.member() && kept.isEmpty()) {
            return null;
        }
        if (last.children().isEmpty()) {
            return value;
        }
        var pruned = prune(value, last, kept, schema);
        boolean emptied = pruned.isContainerNode() && pruned.isEmpty() && !value.isEmpty();
        return emptied && kept.isEmpty() ? null : pruned;
    }
}
