package dev.ioreq.crds.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The part of a structural schema that our CRDs use, strict about unknown fields. */
record SchemaCheck(JSONSchemaProps root) {

    private static final Set<String> EVERY_RESOURCE = Set.of("apiVersion", "kind", "metadata");

    /** The resource with the schema's defaults. */
    JsonNode withDefaults(JsonNode resource) {
        JsonNode copy = resource.deepCopy();
        fill(root, copy);
        return copy;
    }

    /** What is wrong with it: path, value, what was expected. */
    Faults faults(JsonNode resource) {
        ObjectNode ours = resource.deepCopy();
        ours.remove(EVERY_RESOURCE);
        Faults faults = new Faults();
        check(root, ours, "", faults);
        return faults;
    }

    private static void fill(JSONSchemaProps schema, JsonNode value) {
        if (value instanceof ObjectNode object && schema.getProperties() != null) {
            schema.getProperties().forEach((name, field) -> {
                if (!object.has(name) && field.getDefault() != null) {
                    object.set(name, field.getDefault().deepCopy());
                }
                if (object.has(name)) {
                    fill(field, object.get(name));
                }
            });
        } else if (value.isArray() && schema.getItems() != null) {
            value.forEach(item -> fill(schema.getItems().getSchema(), item));
        }
    }

    private static void check(JSONSchemaProps schema, JsonNode value, String path, Faults faults) {
        if (!hasType(schema.getType(), value)) {
            faults.block(path + ": " + value + " must be of type " + schema.getType());
        } else if (!schema.getEnum().isEmpty() && !schema.getEnum().contains(value)) {
            faults.block(path + ": " + value + " must be one of " + schema.getEnum());
        } else if (value.isObject()) {
            checkObject(schema, value, path, faults);
        } else if (value.isArray()) {
            checkArray(schema, value, path, faults);
        } else if (value.isTextual()) {
            checkText(schema, value.asText(), path, faults);
        } else if (value.isNumber()) {
            checkNumber(schema, value.asDouble(), path, faults);
        }
    }

    private static boolean hasType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new IllegalArgumentException("schema type '" + type + "' is not known here");
        };
    }

    private static void checkObject(JSONSchemaProps schema, JsonNode value, String path, Faults faults) {
        if (schema.getRequired() != null) {
            schema.getRequired().stream()
                    .filter(name -> !value.has(name))
                    .forEach(name -> faults.block(below(path, name) + ": required"));
        }
        boolean open = Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields());
        value.properties().forEach(field -> {
            JSONSchemaProps inner = schema.getProperties() == null
                    ? null
                    : schema.getProperties().get(field.getKey());
            if (inner != null) {
                check(inner, field.getValue(), below(path, field.getKey()), faults);
            } else if (!open) {
                faults.add(below(path, field.getKey()) + ": unknown field");
            }
        });
    }

    private static void checkArray(JSONSchemaProps schema, JsonNode value, String path, Faults faults) {
        if (schema.getMinItems() != null && value.size() < schema.getMinItems()) {
            faults.add(path + ": must have at least " + schema.getMinItems() + " items");
        }
        if (schema.getMaxItems() != null && value.size() > schema.getMaxItems()) {
            faults.block(path + ": must have at most " + schema.getMaxItems() + " items");
        }
        checkUnique(schema, value, path, faults);
        for (int i = 0; i < value.size(); i++) {
            check(schema.getItems().getSchema(), value.get(i), path + "[" + i + "]", faults);
        }
    }

    private static void checkUnique(JSONSchemaProps schema, JsonNode list, String path, Faults faults) {
        if (schema.getXKubernetesListType() == null
                || schema.getXKubernetesListType().equals("atomic")) {
            return;
        }
        List<String> keys = schema.getXKubernetesListMapKeys();
        Set<Object> seen = new HashSet<>();
        StreamSupport.stream(list.spliterator(), false)
                .map(item ->
                        keys.isEmpty() ? item : keys.stream().map(item::path).toList())
                .filter(key -> !seen.add(key))
                .forEach(key -> faults.add(path + ": duplicate value " + key));
    }

    private static void checkText(JSONSchemaProps schema, String text, String path, Faults faults) {
        if (schema.getMinLength() != null && text.length() < schema.getMinLength()) {
            faults.add(path + ": must have at least " + schema.getMinLength() + " characters");
        }
        if (schema.getMaxLength() != null && text.length() > schema.getMaxLength()) {
            faults.block(path + ": '" + text + "' must have at most " + schema.getMaxLength() + " characters");
        }
        if (schema.getPattern() != null && !text.matches(schema.getPattern())) {
            faults.add(path + ": '" + text + "' should match " + schema.getPattern());
        }
    }

    private static void checkNumber(JSONSchemaProps schema, double number, String path, Faults faults) {
        if (schema.getMinimum() != null && number < schema.getMinimum()) {
            faults.add(path + ": " + number + " must be at least " + schema.getMinimum());
        }
        if (schema.getMaximum() != null && number > schema.getMaximum()) {
            faults.add(path + ": " + number + " must be at most " + schema.getMaximum());
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
