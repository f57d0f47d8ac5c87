package dev.ioreq.playground.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One step of a path in fieldsV1.
 *
 * @param kind {@code f} a field, {@code k} the item of a keyed list, {@code v} the member of a set
 * @param text the name of the field, or compact JSON with sorted keys
 */
record PathElement(char kind, String text) implements Comparable<PathElement> {
    static PathElement field(String name) {
        return new PathElement('f', name);
    }

    static PathElement value(JsonNode value) {
        return new PathElement('v', new String(Json.bytes(value), StandardCharsets.UTF_8));
    }

    static PathElement key(ObjectNode key) {
        var sorted = Json.object();
        var fields = new TreeMap<String, JsonNode>();
        Json.fields(key).forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.forEach(sorted::set);
        return new PathElement('k', new String(Json.bytes(sorted), StandardCharsets.UTF_8));
    }

    /** Reads {@code f:name}; kinds of later format versions are kept as they are. */
    static PathElement parse(String serialised) {
        return new PathElement(serialised.charAt(0), serialised.substring(2));
    }

    String serialised() {
        return kind + ":" + text;
    }

    @Override
    public int compareTo(PathElement other) {
        int byKind = Character.compare(kind, other.kind);
        return byKind != 0 ? byKind : text.compareTo(other.text);
    }

    /** As conflicts name it: {@code .spec}, {@code [name="console"]}, {@code [="x"]}. */
    @Override
    public String toString() {
        return switch (kind) {
            case 'f' -> "." + text;
            case 'k' ->
                Json.fields(json()).stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(",", "[", "]"));
            case 'v' -> "[=" + text + "]";
            default -> "[" + text + "]";
        };
    }

    private JsonNode json() {
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("a list key in managedFields that is not JSON: " + text, e);
        }
    }
}
