package dev.ioreq.playground.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.schema.ListType;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The items of a shared list by what tells them apart. */
final class ListKeys {
    private ListKeys() {}

    /**
     * The items of {@code list} in order; empty for lists that have one owner, which are also those that break their own
     * rules (an item without its key, the same key twice).
     */
    static Optional<Map<PathElement, JsonNode>> of(JsonNode list, StructuralSchema schema) {
        if (schema.listType() == ListType.ATOMIC || !list.isArray()) {
            return Optional.empty();
        }
        var items = new LinkedHashMap<PathElement, JsonNode>();
        for (var item : list) {
            var element = element(item, schema);
            if (element.isEmpty() || items.put(element.get(), item) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(items);
    }

    private static Optional<PathElement> element(JsonNode item, StructuralSchema schema) {
        if (schema.listType() == ListType.SET) {
            return Optional.of(PathElement.value(item));
        }
        var key = schema.itemKey(item);
        return key instanceof ObjectNode object ? Optional.of(PathElement.key(object)) : Optional.empty();
    }
}
