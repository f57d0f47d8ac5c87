package dev.ioreq.playground.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The constraints a schema puts on one value, beside its type; absent ones are null. */
public record ValueRules(
        List<JsonNode> allowed,
        BigDecimal minimum,
        boolean exclusiveMinimum,
        BigDecimal maximum,
        boolean exclusiveMaximum,
        BigDecimal multipleOf,
        Integer minLength,
        Integer maxLength,
        Pattern pattern,
        String format,
        Integer minItems,
        Integer maxItems,
        boolean uniqueItems,
        Integer minProperties,
        Integer maxProperties) {

    static ValueRules read(JsonNode schema) {
        var allowed = new ArrayList<JsonNode>();
        schema.path("enum").forEach(allowed::add);
        return new ValueRules(
                List.copyOf(allowed),
                number(schema, "minimum"),
                schema.path("exclusiveMinimum").asBoolean(false),
                number(schema, "maximum"),
                schema.path("exclusiveMaximum").asBoolean(false),
                number(schema, "multipleOf"),
                integer(schema, "minLength"),
                integer(schema, "maxLength"),
                schema.has("pattern") ? Pattern.compile(schema.get("pattern").asText()) : null,
                schema.path("format").asText(""),
                integer(schema, "minItems"),
                integer(schema, "maxItems"),
                schema.path("uniqueItems").asBoolean(false),
                integer(schema, "minProperties"),
                integer(schema, "maxProperties"));
    }

    private static BigDecimal number(JsonNode schema, String name) {
        return schema.has(name) ? schema.get(name).decimalValue() : null;
    }

    private static Integer integer(JsonNode schema, String name) {
        return schema.has(name) ? schema.get(name).asInt() : null;
    }
}
