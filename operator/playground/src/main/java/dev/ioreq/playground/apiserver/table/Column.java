package dev.ioreq.playground.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.util.function.Function;

/**
 * A column and how its cell is had from an object.
 *
 * @param type integer, string, boolean, number or date as OpenAPI names them
 * @param priority 0 is shown always, more only with {@code -o wide}
 */
record Column(
        String name, String type, String format, String description, int priority, Function<JsonNode, JsonNode> cell) {

    static Column text(String name, Function<JsonNode, String> cell) {
        return new Column(name, "string", "", name, 0, object -> TextNode.valueOf(cell.apply(object)));
    }

    static Column wide(String name, Function<JsonNode, String> cell) {
        return new Column(name, "string", "", name, 1, object -> TextNode.valueOf(cell.apply(object)));
    }

    ObjectNode definition() {
        return Json.object()
                .put("name", name)
                .put("type", type)
                .put("format", format)
                .put("description", description)
                .put("priority", priority);
    }
}
