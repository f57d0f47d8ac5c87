package dev.ioreq.playground.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Drops fields the schema does not know and says which they were, and nulls where null is no value, silently. */
public final class Pruner {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata");

    private final List<FieldPath> dropped = new ArrayList<>();

    private Pruner() {}

    /** Changes {@code object} in place; returns the unknown fields in the order they stood. */
    public static List<FieldPath> prune(ObjectNode object, StructuralSchema schema) {
        var pruner = new Pruner();
        pruner.visit(object, schema, FieldPath.ROOT);
        return pruner.dropped;
    }

    private void visit(JsonNode value, StructuralSchema schema, FieldPath path) {
        if (value instanceof ObjectNode object) {
            for (var field : Json.fields(object)) {
                visitField(object, field.getKey(), field.getValue(), schema, path);
            }
        } else if (value instanceof ArrayNode array && schema.items() != null) {
            for (int i = 0; i < array.size(); i++) {
                visit(array.get(i), schema.items(), path.index(i));
            }
        }
    }

    private void visitField(ObjectNode object, String name, JsonNode value, StructuralSchema schema, FieldPath path) {
        boolean known = schema.declares(name) || schema.additional() != null;
        if (known && value.isNull() && isNoValue(schema.property(name))) {
            object.remove(name);
        } else if (known) {
            visit(value, schema.property(name), path.child(name));
        } else if (!schema.preservesUnknown() && !(schema.embedded() && OF_EVERY_OBJECT.contains(name))) {
            object.remove(name);
            dropped.add(path.child(name));
        }
    }

    private static boolean isNoValue(StructuralSchema schema) {
        return !schema.nullable() && schema != StructuralSchema.ANY;
    }
}
