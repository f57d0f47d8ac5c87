package dev.ioreq.playground.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;

/** Fills in defaults where a field is absent, outer ones first so that theirs get inner ones too. */
public final class Defaulter {
    private Defaulter() {}

    /** Changes {@code value} in place. */
    public static void fill(JsonNode value, StructuralSchema schema) {
        if (value instanceof ObjectNode object) {
            schema.properties().forEach((name, property) -> fillProperty(object, name, property));
            if (schema.additional() != null) {
                for (var field : Json.fields(object)) {
                    if (!schema.declares(field.getKey())) {
                        fill(field.getValue(), schema.additional());
                    }
                }
            }
        } else if (value instanceof ArrayNode array && schema.items() != null) {
            array.forEach(item -> fill(item, schema.items()));
        }
    }

    private static void fillProperty(ObjectNode object, String name, StructuralSchema property) {
        var value = object.get(name);
        boolean droppedNull = value != null && value.isNull() && !property.nullable();
        if ((value == null || droppedNull) && property.fallback() != null) {
            value = property.fallback().deepCopy();
            object.set(name, value);
        }
        if (value != null) {
            fill(value, property);
        }
    }
}
