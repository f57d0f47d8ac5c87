package dev.ioreq.crds.generator;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A field as a row of a table in Markdown. */
final class FieldRow {

    private FieldRow() {}

    static String of(String name, JSONSchemaProps field, boolean required) {
        return "| `" + name + "` | " + type(field) + " | "
                + (field.getDefault() == null ? "" : code(field.getDefault()))
                + " | " + String.join(", ", constraints(field, required)) + " | "
                + field.getDescription().replace("|", "\\|") + " |";
    }

    private static String type(JSONSchemaProps field) {
        if (field.getItems() != null) {
            return "list of " + type(field.getItems().getSchema());
        }
        if (!field.getEnum().isEmpty()) {
            return field.getEnum().stream().map(FieldRow::code).collect(Collectors.joining(", "));
        }
        return field.getFormat() == null ? field.getType() : field.getType() + " (" + field.getFormat() + ")";
    }

    private static List<String> constraints(JSONSchemaProps field, boolean required) {
        List<String> constraints = new ArrayList<>();
        if (required) {
            constraints.add("required");
        }
        bounds(constraints, "", field.getMinimum(), field.getMaximum());
        bounds(constraints, " characters", field.getMinLength(), field.getMaxLength());
        bounds(constraints, " items", field.getMinItems(), field.getMaxItems());
        if (field.getPattern() != null) {
            constraints.add("`" + field.getPattern().replace("|", "\\|") + "`");
        }
        if ("map".equals(field.getXKubernetesListType())) {
            constraints.add("unique by `" + String.join("`, `", field.getXKubernetesListMapKeys()) + "`");
        } else if ("set".equals(field.getXKubernetesListType())) {
            constraints.add("no duplicates");
        }
        if (Boolean.TRUE.equals(field.getXKubernetesPreserveUnknownFields())) {
            constraints.add("more fields are taken as they are");
        }
        return constraints;
    }

    private static void bounds(List<String> constraints, String of, Number lowest, Number highest) {
        if (lowest != null && highest != null) {
            constraints.add(lowest.longValue() + " to " + highest.longValue() + of);
        } else if (lowest != null) {
            constraints.add("at least " + lowest.longValue() + of);
        } else if (highest != null) {
            constraints.add("at most " + highest.longValue() + of);
        }
    }

    private static String code(JsonNode value) {
        return "`" + (value.isTextual() ? value.asText() : value.toString()) + "`";
    }
}
