package dev.ioreq.playground.apiserver.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import dev.ioreq.playground.apiserver.schema.CelRule;
import dev.ioreq.playground.apiserver.schema.FieldError;
import dev.ioreq.playground.apiserver.schema.FieldPath;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One rule against one value. */
final class RuleCheck {
    private final CelRule rule;
    private final StructuralSchema schema;
    private final CelPrograms programs;

    RuleCheck(CelRule rule, StructuralSchema schema, CelPrograms programs) {
        this.rule = rule;
        this.schema = schema;
        this.programs = programs;
    }

    Optional<FieldError> check(JsonNode value, JsonNode old, FieldPath path) {
        var variables = variables(value, old);
        try {
            boolean holds = Boolean.TRUE.equals(
                    programs.of(rule.rule(), rule.optionalOldSelf()).eval(variables));
            return holds ? Optional.empty() : Optional.of(error(at(path), value, message(variables)));
        } catch (CelEvaluationException | IllegalArgumentException e) {
            String about = rule.message().isEmpty() ? rule.rule() : rule.message();
            return Optional.of(error(at(path), value, "%s evaluating rule: %s".formatted(e.getMessage(), about)));
        }
    }

    private Map<String, Object> variables(JsonNode value, JsonNode old) {
        var variables = new HashMap<String, Object>();
        variables.put("self", CelValues.of(value, schema));
        if (rule.optionalOldSelf()) {
            variables.put("oldSelf", Optional.ofNullable(old).map(before -> CelValues.of(before, schema)));
        } else if (old != null) {
            variables.put("oldSelf", CelValues.of(old, schema));
        }
        return variables;
    }

    private String message(Map<String, Object> variables) {
        if (!rule.messageExpression().isEmpty()) {
            try {
                var made = programs.of(rule.messageExpression(), rule.optionalOldSelf())
                        .eval(variables);
                if (made instanceof String text && !text.isBlank() && !text.contains("\n")) {
                    return text.strip();
                }
            } catch (CelEvaluationException | IllegalArgumentException e) {
                // As in a real server: a message that cannot be made gives way to the fixed one.
                return fixedMessage();
            }
        }
        return fixedMessage();
    }

    private String fixedMessage() {
        return rule.message().isEmpty() ? "failed rule: " + rule.rule() : rule.message();
    }

    private FieldPath at(FieldPath path) {
        if (rule.fieldPath().isEmpty()) {
            return path;
        }
        String below = rule.fieldPath().startsWith(".") ? rule.fieldPath().substring(1) : rule.fieldPath();
        return path.child(below);
    }

    private FieldError error(FieldPath path, JsonNode value, String message) {
        return switch (rule.reason()) {
            case "FieldValueRequired" -> FieldError.required(path, message);
            case "FieldValueForbidden" -> FieldError.forbidden(path, message);
            case "FieldValueDuplicate" ->
                new FieldError(path, rule.reason(), "Duplicate value: " + shown(value), false);
            default ->
                new FieldError(path, "FieldValueInvalid", "Invalid value: " + shownBefore(value) + message, false);
        };
    }

    /** What 1.36 shows: a scalar, but neither a list nor an object. Older servers name the type. */
    private static String shownBefore(JsonNode value) {
        return value.isContainerNode() ? "" : value + ": ";
    }

    private String shown(JsonNode value) {
        return value.isContainerNode() ? "\"" + schema.type() + "\"" : value.toString();
    }
}
