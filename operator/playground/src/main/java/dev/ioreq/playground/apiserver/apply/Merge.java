package dev.ioreq.playground.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.LinkedHashMap;

/** An applied configuration laid over the live object. Changes neither. */
final class Merge {
    private Merge() {}

    static JsonNode merge(JsonNode live, JsonNode applied, StructuralSchema schema) {
        if (live instanceof ObjectNode liveObject && applied instanceof ObjectNode object && !schema.atomicMap()) {
            var merged = liveObject.objectNode();
            merged.setAll(liveObject);
            for (var field : Json.fields(object)) {
                var old = liveObject.get(field.getKey());
                var value = field.getValue();
                merged.set(field.getKey(), old == null ? value : merge(old, value, schema.property(field.getKey())));
            }
            return merged;
        }
        var liveItems = ListKeys.of(live, schema);
        var items = ListKeys.of(applied, schema);
        if (liveItems.isEmpty() || items.isEmpty()) {
            return applied;
        }
        var merged = new LinkedHashMap<>(liveItems.get());
        items.get()
                .forEach((element, item) ->
                        merged.merge(element, item, (old, value) -> merge(old, value, schema.element())));
        return Json.array().addAll(merged.values());
    }
}
