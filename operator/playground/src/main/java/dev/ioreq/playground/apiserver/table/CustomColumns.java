package dev.ioreq.playground.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ioreq.playground.apiserver.json.JsonPath;
import dev.ioreq.playground.apiserver.resource.PrinterColumn;
import java.util.List;
import java.util.stream.Collectors;

/** The columns a CRD declares. */
final class CustomColumns {
    private CustomColumns() {}

    static Column of(PrinterColumn declared, Ages ages) {
        var path = JsonPath.parse(declared.jsonPath());
        return new Column(
                declared.name(),
                declared.type().equals("date") ? "string" : declared.type(),
                declared.format(),
                declared.description(),
                declared.priority(),
                object -> cell(path.find(object), declared.type(), ages));
    }

    private static JsonNode cell(List<JsonNode> found, String type, Ages ages) {
        if (found.isEmpty()) {
            return NullNode.instance;
        }
        if (type.equals("date")) {
            return TextNode.valueOf(ages.since(found.get(0).asText()));
        }
        if (type.equals("string")) {
            return TextNode.valueOf(found.stream().map(CustomColumns::text).collect(Collectors.joining(" ")));
        }
        return found.get(0);
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
