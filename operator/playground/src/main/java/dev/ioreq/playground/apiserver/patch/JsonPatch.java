package dev.ioreq.playground.apiserver.patch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;

/** JSON patch (RFC 6902). */
public final class JsonPatch {
    private JsonNode document;

    private JsonPatch(JsonNode document) {
        this.document = document;
    }

    /**
     * The patched document; {@code target} is not changed.
     *
     * @throws ApiException 422 when an operation does not apply, 400 when it is no patch
     */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!patch.isArray()) {
            throw ApiException.badRequest("error decoding patch: a JSON patch is an array of operations");
        }
        var run = new JsonPatch(target.deepCopy());
        patch.forEach(run::step);
        return run.document;
    }

    private void step(JsonNode operation) {
        String name = operation.path("op").asText();
        String path = operation.path("path").asText();
        switch (name) {
            case "add" -> add(path, value(operation));
            case "replace" -> {
                take(path, "replace");
                add(path, value(operation));
            }
            case "remove" -> take(path, "remove");
            case "move" -> add(path, take(operation.path("from").asText(), "move"));
            case "copy" ->
                add(path, find(operation.path("from").asText(), "copy").deepCopy());
            case "test" -> {
                if (!find(path, "test").equals(value(operation))) {
                    throw inapplicable("testing path %s failed".formatted(path));
                }
            }
            default -> throw ApiException.badRequest("Unexpected kind: " + name);
        }
    }

    private static JsonNode value(JsonNode operation) {
        var value = operation.get("value");
        if (value == null) {
            throw ApiException.badRequest("error decoding patch: an operation without a value: " + operation);
        }
        return Json.canonical(value.deepCopy());
    }

    private JsonNode find(String path, String operation) {
        var found = document.at(pointer(path));
        if (found.isMissingNode()) {
            throw inapplicable(
                    "%s operation does not apply: doc is missing path: %s: missing value".formatted(operation, path));
        }
        return found;
    }

    private JsonNode take(String path, String operation) {
        var taken = find(path, operation);
        var pointer = pointer(path);
        if (pointer.matches()) {
            return taken;
        }
        var parent = document.at(pointer.head());
        String last = last(pointer);
        if (parent instanceof ObjectNode object) {
            object.remove(last);
        } else if (parent instanceof ArrayNode array) {
            array.remove(Integer.parseInt(last));
        }
        return taken;
    }

    private void add(String path, JsonNode value) {
        var pointer = pointer(path);
        if (pointer.matches()) {
            document = value;
            return;
        }
        var parent = document.at(pointer.head());
        String last = last(pointer);
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else if (parent instanceof ArrayNode array) {
            insert(array, last, value, path);
        } else {
            throw inapplicable(
                    "add operation does not apply: doc is missing path: \"%s\": missing value".formatted(path));
        }
    }

    private static void insert(ArrayNode array, String last, JsonNode value, String path) {
        int index = last.equals("-") ? array.size() : index(last, path);
        if (index > array.size()) {
            throw inapplicable("add operation does not apply: invalid index %s in \"%s\"".formatted(last, path));
        }
        array.insert(index, value);
    }

    private static int index(String text, String path) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw inapplicable("add operation does not apply: invalid index %s in \"%s\"".formatted(text, path));
        }
    }

    private static JsonPointer pointer(String path) {
        try {
            return JsonPointer.compile(path);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("error decoding patch: not a JSON pointer: " + path);
        }
    }

    private static String last(JsonPointer pointer) {
        return pointer.last().getMatchingProperty();
    }

    private static ApiException inapplicable(String why) {
        return new ApiException(
                422, "Invalid", "the server rejected our request due to an error in our request: " + why, null);
    }
}
