package dev.ioreq.playground.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing wrong with one field, worded as field.Error of k8s.io/apimachinery words it.
 *
 * @param reason the cause's reason, such as FieldValueInvalid
 * @param message what follows the field: {@code Invalid value: 70000: ...}
 * @param blocking CEL rules make no sense while it stands
 */
public record FieldError(FieldPath field, String reason, String message, boolean blocking) {
    public static FieldError required(FieldPath field, String detail) {
        return new FieldError(field, "FieldValueRequired", withDetail("Required value", detail), true);
    }

    public static FieldError invalid(FieldPath field, JsonNode value, String detail) {
        return new FieldError(field, "FieldValueInvalid", withDetail("Invalid value: " + shown(value), detail), false);
    }

    /** A value of the wrong type; what is shown is the type it has. */
    public static FieldError wrongType(FieldPath field, String actualType, String detail) {
        return new FieldError(
                field, "FieldValueTypeInvalid", withDetail("Invalid value: \"" + actualType + "\"", detail), true);
    }

    public static FieldError unsupported(FieldPath field, JsonNode value, List<JsonNode> supported) {
        var all = supported.stream().map(FieldError::shown).collect(Collectors.joining(", "));
        return new FieldError(
                field,
                "FieldValueNotSupported",
                "Unsupported value: %s: supported values: %s".formatted(shown(value), all),
                true);
    }

    public static FieldError duplicate(FieldPath field, JsonNode value) {
        return new FieldError(field, "FieldValueDuplicate", "Duplicate value: " + shown(value), true);
    }

    public static FieldError tooLong(FieldPath field, int bytes) {
        return new FieldError(
                field, "FieldValueTooLong", "Too long: may not be more than %d bytes".formatted(bytes), true);
    }

    public static FieldError tooMany(FieldPath field, int actual, int most) {
        return new FieldError(
                field, "FieldValueTooMany", "Too many: %d: must have at most %d items".formatted(actual, most), true);
    }

    public static FieldError forbidden(FieldPath field, String detail) {
        return new FieldError(field, "FieldValueForbidden", withDetail("Forbidden", detail), false);
    }

    private static String withDetail(String what, String detail) {
        return detail.isEmpty() ? what : what + ": " + detail;
    }

    private static String shown(JsonNode value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return (field.text().isEmpty() ? "<nil>" : field.text()) + ": " + message;
    }
}
