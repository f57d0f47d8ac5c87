package dev.ioreq.playground.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Holds a value against its schema. With the old value at hand, parts that did not change are not judged again
 * (ratcheting, KEP-4008), which also makes status writes cheap.
 */
public final class SchemaValidator {
    private final List<FieldError> errors = new ArrayList<>();

    private SchemaValidator() {}

    /** @param old the value before, or null */
    public static List<FieldError> validate(JsonNode value, JsonNode old, StructuralSchema schema, FieldPath path) {
        var validator = new SchemaValidator();
        validator.visit(value, old, schema, path);
        return validator.errors;
    }

    private void visit(JsonNode value, JsonNode old, StructuralSchema schema, FieldPath path) {
        if (value.equals(old) || value.isNull() && schema.nullable()) {
            return;
        }
        if (!hasType(value, schema)) {
            errors.add(wrongType(value, schema, path));
            return;
        }
        ValueCheck.check(value, schema, path, errors);
        if (value instanceof ObjectNode object) {
            visitObject(object, old, schema, path);
        } else if (value instanceof ArrayNode array) {
            visitArray(array, old, schema, path);
        }
        combinations(value, schema, path);
    }

    private void visitObject(ObjectNode object, JsonNode old, StructuralSchema schema, FieldPath path) {
        for (String name : schema.required()) {
            if (!object.has(name)) {
                errors.add(FieldError.required(path.child(name), ""));
            }
        }
        for (var field : Json.fields(object)) {
            if (schema.declares(field.getKey()) || schema.additional() != null) {
                var oldField = old == null ? null : old.get(field.getKey());
                visit(field.getValue(), oldField, schema.property(field.getKey()), path.child(field.getKey()));
            }
        }
    }

    private void visitArray(ArrayNode array, JsonNode old, StructuralSchema schema, FieldPath path) {
        var oldItems = schema.itemsByKey(old);
        var seen = new HashSet<JsonNode>();
        for (int i = 0; i < array.size(); i++) {
            var item = array.get(i);
            var key = schema.itemKey(item);
            if (key != null && !seen.add(key)) {
                errors.add(FieldError.duplicate(path.index(i), key));
            }
            visit(item, oldItems.get(key), schema.element(), path.index(i));
        }
    }

    private void combinations(JsonNode value, StructuralSchema schema, FieldPath path) {
        var combined = schema.combinations();
        combined.allOf().forEach(part -> visit(value, null, part, path));
        if (!combined.anyOf().isEmpty() && !schema.intOrString() && matching(value, combined.anyOf()) == 0) {
            errors.add(FieldError.invalid(path, value, path + " must validate at least one schema (anyOf)"));
        }
        if (!combined.oneOf().isEmpty() && matching(value, combined.oneOf()) != 1) {
            errors.add(FieldError.invalid(path, value, path + " must validate one and only one schema (oneOf)"));
        }
        if (combined.not() != null && matching(value, List.of(combined.not())) == 1) {
            errors.add(FieldError.invalid(path, value, path + " must not validate the schema (not)"));
        }
    }

    private static long matching(JsonNode value, List<StructuralSchema> schemas) {
        return schemas.stream()
                .filter(schema -> validate(value, null, schema, FieldPath.ROOT).isEmpty())
                .count();
    }

    private static boolean hasType(JsonNode value, StructuralSchema schema) {
        if (schema.intOrString()) {
            return value.isIntegralNumber() || value.isTextual();
        }
        return switch (schema.type()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "number" -> value.isNumber();
            case "integer" ->
                value.isIntegralNumber()
                        || value.isFloatingPointNumber() && value.doubleValue() == Math.rint(value.doubleValue());
            default -> true;
        };
    }

    private static FieldError wrongType(JsonNode value, StructuralSchema schema, FieldPath path) {
        String actual = typeName(value);
        String wanted = schema.intOrString() ? "integer,string" : schema.type();
        return FieldError.wrongType(
                path, actual, "%s in body must be of type %s: \"%s\"".formatted(path, wanted, actual));
    }

    private static String typeName(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> "string";
        };
    }
}
