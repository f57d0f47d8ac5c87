package dev.ioreq.playground.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.schema.ListType;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Strategic merge patch of built-in types: lists merge by the first of their keys, with the directives {@code $patch:
 * delete|replace|merge}, {@code $deleteFromPrimitiveList}, {@code $setElementOrder} and {@code $retainKeys}.
 */
public final class StrategicMergePatch {
    private static final String DIRECTIVE = "$patch";
    private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
    private static final String ORDER = "$setElementOrder/";
    private static final String RETAIN = "$retainKeys";

    private StrategicMergePatch() {}

    /** The patched value; {@code target} is not changed. */
    public static JsonNode apply(JsonNode target, JsonNode patch, StructuralSchema schema) {
        if (patch instanceof ObjectNode changes) {
            return object(target, changes, schema);
        }
        if (patch instanceof ArrayNode changes && target instanceof ArrayNode array) {
            return list(array, changes, schema);
        }
        return patch.deepCopy();
    }

    private static JsonNode object(JsonNode target, ObjectNode changes, StructuralSchema schema) {
        String directive = changes.path(DIRECTIVE).asText("merge");
        if (directive.equals("delete")) {
            return Json.object();
        }
        boolean replaces = directive.equals("replace") || !target.isObject();
        var result = replaces ? Json.object() : (ObjectNode) target.deepCopy();
        if (changes.has(RETAIN)) {
            result.retain(Json.texts(changes.get(RETAIN)));
        }
        for (var change : Json.fields(changes)) {
            change(result, change.getKey(), change.getValue(), schema);
        }
        for (var change : Json.fields(changes)) {
            if (change.getKey().startsWith(ORDER)) {
                order(result, change.getKey().substring(ORDER.length()), change.getValue(), schema);
            }
        }
        return result;
    }

    private static void change(ObjectNode result, String name, JsonNode change, StructuralSchema schema) {
        if (name.startsWith(DELETE_FROM)) {
            deleteFrom(result.get(name.substring(DELETE_FROM.length())), change);
        } else if (name.startsWith("$")) {
            return;
        } else if (change.isNull()) {
            result.remove(name);
        } else {
            var below = schema.property(name);
            var old = result.get(name);
            var start = old != null ? old : change.isArray() ? Json.array() : Json.object();
            result.set(name, apply(start, change, below));
        }
    }

    private static void deleteFrom(JsonNode list, JsonNode values) {
        if (list instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (contains(values, array.get(i))) {
                    array.remove(i);
                }
            }
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (var item : list) {
            if (item.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode list(ArrayNode target, ArrayNode changes, StructuralSchema schema) {
        for (var change : changes) {
            if (change.path(DIRECTIVE).asText().equals("replace")) {
                return without(changes, change);
            }
        }
        return switch (schema.listType()) {
            case ATOMIC -> changes.deepCopy();
            case SET -> set(target, changes);
            case MAP -> keyed(target, changes, schema);
        };
    }

    private static ArrayNode without(ArrayNode list, JsonNode left) {
        var rest = Json.array();
        list.forEach(item -> {
            if (item != left) {
                rest.add(item);
            }
        });
        return rest;
    }

    private static ArrayNode set(ArrayNode target, ArrayNode additions) {
        var result = target.deepCopy();
        additions.forEach(addition -> {
            if (!contains(result, addition)) {
                result.add(addition);
            }
        });
        return result;
    }

    private static ArrayNode keyed(ArrayNode target, ArrayNode changes, StructuralSchema schema) {
        String key = schema.listMapKeys().get(0);
        var result = target.deepCopy();
        for (var change : changes) {
            int at = indexOf(result, key, change.path(key));
            if (change.path(DIRECTIVE).asText().equals("delete")) {
                if (at >= 0) {
                    result.remove(at);
                }
            } else if (at >= 0) {
                result.set(at, apply(result.get(at), change, schema.element()));
            } else {
                result.add(apply(Json.object(), change, schema.element()));
            }
        }
        return result;
    }

    private static int indexOf(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    /** Sorts a list as the patch asks; items it does not name keep their order behind. */
    private static void order(ObjectNode result, String name, JsonNode order, StructuralSchema schema) {
        if (!(result.get(name) instanceof ArrayNode list)) {
            return;
        }
        var below = schema.property(name);
        var left = new ArrayList<JsonNode>();
        list.forEach(left::add);
        var sorted = Json.array();
        for (var wanted : order) {
            var match = left.stream().filter(item -> same(item, wanted, below)).findFirst();
            match.ifPresent(item -> {
                sorted.add(item);
                left.remove(item);
            });
        }
        result.set(name, sorted.addAll(List.copyOf(left)));
    }

    private static boolean same(JsonNode item, JsonNode wanted, StructuralSchema schema) {
        if (schema.listType() != ListType.MAP) {
            return item.equals(wanted);
        }
        String key = schema.listMapKeys().get(0);
        return item.path(key).equals(wanted.path(key));
    }
}
