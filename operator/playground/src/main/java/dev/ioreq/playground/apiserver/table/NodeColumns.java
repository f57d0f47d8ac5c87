package dev.ioreq.playground.apiserver.table;

import static dev.ioreq.playground.apiserver.table.Column.text;
import static dev.ioreq.playground.apiserver.table.Column.wide;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/** Nodes. */
final class NodeColumns {
    private static final String ROLE = "node-role.kubernetes.io/";

    private NodeColumns() {}

    static List<Column> columns(Column age) {
        return List.of(
                text("Status", NodeColumns::status),
                text("Roles", NodeColumns::roles),
                age,
                text("Version", node -> node.at("/status/nodeInfo/kubeletVersion")
                        .asText("")),
                wide("Internal-IP", node -> address(node, "InternalIP")),
                wide("External-IP", node -> address(node, "ExternalIP")),
                wide("OS-Image", node -> info(node, "osImage")),
                wide("Kernel-Version", node -> info(node, "kernelVersion")),
                wide("Container-Runtime", node -> info(node, "containerRuntimeVersion")));
    }

    private static String status(JsonNode node) {
        String ready = "Unknown";
        for (var condition : node.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                ready = condition.path("status").asText().equals("True") ? "Ready" : "NotReady";
            }
        }
        return node.at("/spec/unschedulable").asBoolean(false) ? ready + ",SchedulingDisabled" : ready;
    }

    private static String roles(JsonNode node) {
        String roles = Json.fields(node.at("/metadata/labels")).stream()
                .filter(label -> label.getKey().startsWith(ROLE))
                .map(label -> label.getKey().substring(ROLE.length()))
                .sorted()
                .collect(Collectors.joining(","));
        return roles.isEmpty() ? "<none>" : roles;
    }

    private static String address(JsonNode node, String type) {
        for (var address : node.at("/status/addresses")) {
            if (address.path("type").asText().equals(type)) {
                return address.path("address").asText();
            }
        }
        return "<none>";
    }

    private static String info(JsonNode node, String field) {
        return node.at("/status/nodeInfo").path(field).asText("<unknown>");
    }
}
