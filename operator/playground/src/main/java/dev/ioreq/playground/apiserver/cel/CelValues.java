package dev.ioreq.playground.apiserver.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.NullValue;
import dev.cel.common.values.CelByteString;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Set;
import java.util.regex.Pattern;

/** JSON as CEL sees it: field names escaped where CEL would not take them, formats as times, durations and bytes. */
final class CelValues {
    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    private static final Pattern DURATION_PART = Pattern.compile("([0-9.]+)(ns|us|µs|M|s|m|h)");

    private CelValues() {}

    static Object of(JsonNode value, StructuralSchema schema) {
        return switch (value.getNodeType()) {
            case OBJECT -> map(value, schema);
            case ARRAY -> list(value, schema);
            case STRING -> text(value.textValue(), schema);
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> number(value, schema);
            default -> NullValue.NULL_VALUE;
        };
    }

    private static Object number(JsonNode value, StructuralSchema schema) {
        if (value.isIntegralNumber() && !schema.type().equals("number")) {
            return value.longValue();
        }
        return schema.type().equals("integer") ? (Object) value.longValue() : (Object) value.doubleValue();
    }

    private static Object map(JsonNode value, StructuralSchema schema) {
        var map = new HashMap<String, Object>();
        for (var field : Json.fields(value)) {
            String name = schema.declares(field.getKey()) ? escaped(field.getKey()) : field.getKey();
            map.put(name, of(field.getValue(), schema.property(field.getKey())));
        }
        return map;
    }

    private static Object list(JsonNode value, StructuralSchema schema) {
        var list = new ArrayList<>(value.size());
        value.forEach(item -> list.add(of(item, schema.element())));
        return list;
    }

    private static Object text(String text, StructuralSchema schema) {
        return switch (schema.rules().format()) {
            case "date-time" -> OffsetDateTime.parse(text).toInstant();
            case "duration" -> duration(text);
            case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
            default -> text;
        };
    }

    /** Go's notation ({@code 1h15m30s}), as the format demands. */
    private static Duration duration(String text) {
        String iso = text.replace("ms", "M");
        double seconds = 0;
        var matcher = DURATION_PART.matcher(iso);
        while (matcher.find()) {
            double unit =
                    switch (matcher.group(2)) {
                        case "h" -> 3600;
                        case "m" -> 60;
                        case "s" -> 1;
                        case "M" -> 1e-3;
                        case "ns" -> 1e-9;
                        default -> 1e-6;
                    };
            seconds += Double.parseDouble(matcher.group(1)) * unit;
        }
        var duration = Duration.ofNanos((long) (seconds * 1e9));
        return text.startsWith("-") ? duration.negated() : duration;
    }

    /** A property name as rules must write it. */
    static String escaped(String name) {
        if (RESERVED.contains(name)) {
            return "__" + name + "__";
        }
        return name.replace("__", "__underscores__")
                .replace(".", "__dot__")
                .replace("-", "__dash__")
                .replace("/", "__slash__");
    }
}
