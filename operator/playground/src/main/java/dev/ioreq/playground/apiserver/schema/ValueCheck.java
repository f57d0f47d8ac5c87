package dev.ioreq.playground.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.HashSet;
import java.util.List;

/** The constraints on a single value, in the words of kube-openapi's validation. */
final class ValueCheck {
    private final JsonNode value;
    private final ValueRules rules;
    private final FieldPath path;
    private final List<FieldError> errors;

    private ValueCheck(JsonNode value, ValueRules rules, FieldPath path, List<FieldError> errors) {
        this.value = value;
        this.rules = rules;
        this.path = path;
        this.errors = errors;
    }

    static void check(JsonNode value, StructuralSchema schema, FieldPath path, List<FieldError> errors) {
        new ValueCheck(value, schema.rules(), path, errors).check();
    }

    private void check() {
        if (!rules.allowed().isEmpty() && !rules.allowed().contains(value)) {
            errors.add(FieldError.unsupported(path, value, rules.allowed()));
        }
        if (value.isNumber()) {
            number();
        } else if (value.isTextual()) {
            text();
        } else if (value.isArray()) {
            array();
        } else if (value.isObject()) {
            size("properties", rules.minProperties(), rules.maxProperties());
        }
    }

    private void number() {
        var number = value.decimalValue();
        if (rules.minimum() != null) {
            int compared = number.compareTo(rules.minimum());
            if (compared < 0 || compared == 0 && rules.exclusiveMinimum()) {
                String than = rules.exclusiveMinimum() ? "greater than" : "greater than or equal to";
                wrong("should be %s %s".formatted(than, plain(rules.minimum())));
            }
        }
        if (rules.maximum() != null) {
            int compared = number.compareTo(rules.maximum());
            if (compared > 0 || compared == 0 && rules.exclusiveMaximum()) {
                String than = rules.exclusiveMaximum() ? "less than" : "less than or equal to";
                wrong("should be %s %s".formatted(than, plain(rules.maximum())));
            }
        }
        if (rules.multipleOf() != null && number.remainder(rules.multipleOf()).signum() != 0) {
            wrong("should be a multiple of " + plain(rules.multipleOf()));
        }
        if (rules.format().equals("int32") && !value.canConvertToInt()) {
            wrong("must be of type int32: \"%s\"".formatted(value.asText()));
        }
    }

    private static String plain(java.math.BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private void text() {
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        if (rules.maxLength() != null && length > rules.maxLength()) {
            errors.add(FieldError.tooLong(path, rules.maxLength()));
        }
        if (rules.minLength() != null && length < rules.minLength()) {
            wrong("should be at least %d chars long".formatted(rules.minLength()));
        }
        if (rules.pattern() != null && !rules.pattern().matcher(text).find()) {
            wrong("should match '%s'".formatted(rules.pattern().pattern()));
        }
        if (!Formats.matches(rules.format(), text)) {
            wrong("must be of type %s: \"%s\"".formatted(rules.format(), text));
        }
    }

    private void array() {
        size("items", rules.minItems(), rules.maxItems());
        if (rules.uniqueItems()) {
            var seen = new HashSet<JsonNode>();
            for (var item : value) {
                if (!seen.add(item)) {
                    wrong("shouldn't contain duplicates");
                    return;
                }
            }
        }
    }

    private void size(String of, Integer least, Integer most) {
        if (most != null && value.size() > most) {
            errors.add(FieldError.tooMany(path, value.size(), most));
        }
        if (least != null && value.size() < least) {
            errors.add(FieldError.invalid(
                    path,
                    IntNode.valueOf(value.size()),
                    "%s in body should have at least %d %s".formatted(path, least, of)));
        }
    }

    private void wrong(String what) {
        errors.add(FieldError.invalid(path, value, "%s in body %s".formatted(path, what)));
    }
}
