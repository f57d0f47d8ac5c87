package dev.ioreq.playground.apiserver.table;

import static dev.ioreq.playground.apiserver.table.Column.text;
import static dev.ioreq.playground.apiserver.table.Column.wide;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of built-in kinds after their names, as pkg/printers of Kubernetes has them. */
final class BuiltinColumns {
    private final Ages ages;
    private final Map<String, List<Column>> byKind;

    BuiltinColumns(Ages ages) {
        this.ages = ages;
        this.byKind = Map.ofEntries(
                Map.entry("Pod", PodColumns.columns(ages)),
                Map.entry("Node", NodeColumns.columns(age())),
                Map.entry("Namespace", List.of(text("Status", at("/status/phase")), age())),
                Map.entry("ConfigMap", List.of(count("Data", "/data", "/binaryData"), age())),
                Map.entry("Secret", List.of(text("Type", at("/type")), count("Data", "/data"), age())),
                Map.entry("ServiceAccount", List.of(count("Secrets", "/secrets"), age())),
                Map.entry("Service", services()),
                Map.entry("Lease", List.of(text("Holder", at("/spec/holderIdentity")), age())),
                Map.entry("CustomResourceDefinition", List.of(text("Created At", at("/metadata/creationTimestamp")))),
                Map.entry("Deployment", deployments()),
                Map.entry("DaemonSet", daemonSets()),
                Map.entry("ClusterRole", List.of(text("Created At", at("/metadata/creationTimestamp")))),
                Map.entry("Role", List.of(text("Created At", at("/metadata/creationTimestamp")))),
                Map.entry("ClusterRoleBinding", bindings()),
                Map.entry("RoleBinding", bindings()));
    }

    /** The columns of a kind after Name; just the age for those that have none of their own. */
    List<Column> of(String kind) {
        return byKind.getOrDefault(kind, List.of(age()));
    }

    private Column age() {
        return text(
                "Age",
                object -> ages.since(object.at("/metadata/creationTimestamp").asText()));
    }

    private List<Column> services() {
        return List.of(
                text("Type", at("/spec/type")),
                text("Cluster-IP", at("/spec/clusterIP")),
                text("External-IP", service -> "<none>"),
                text("Port(s)", BuiltinColumns::ports),
                age(),
                wide("Selector", service -> pairs(service.at("/spec/selector"))));
    }

    private static String ports(JsonNode service) {
        var ports = service.at("/spec/ports");
        if (ports.isEmpty()) {
            return "<none>";
        }
        var shown = new ArrayList<String>();
        ports.forEach(port -> shown.add(
                port.path("port").asText() + "/" + port.path("protocol").asText("TCP")));
        return String.join(",", shown);
    }

    private static String pairs(JsonNode labels) {
        if (labels.isEmpty()) {
            return "<none>";
        }
        return Json.fields(labels).stream()
                .map(label -> label.getKey() + "=" + label.getValue().asText())
                .collect(Collectors.joining(","));
    }

    private List<Column> deployments() {
        return List.of(
                text(
                        "Ready",
                        deployment -> deployment.at("/status/readyReplicas").asInt(0) + "/"
                                + deployment.at("/spec/replicas").asInt(1)),
                number("Up-to-date", "/status/updatedReplicas"),
                number("Available", "/status/availableReplicas"),
                age());
    }

    private List<Column> daemonSets() {
        return List.of(
                number("Desired", "/status/desiredNumberScheduled"),
                number("Current", "/status/currentNumberScheduled"),
                number("Ready", "/status/numberReady"),
                number("Up-to-date", "/status/updatedNumberScheduled"),
                number("Available", "/status/numberAvailable"),
                text("Node Selector", daemonSet -> pairs(daemonSet.at("/spec/template/spec/nodeSelector"))),
                age());
    }

    private List<Column> bindings() {
        return List.of(
                text(
                        "Role",
                        binding -> binding.at("/roleRef/kind").asText() + "/"
                                + binding.at("/roleRef/name").asText()),
                age());
    }

    private static Column number(String name, String pointer) {
        return text(name, object -> Integer.toString(object.at(pointer).asInt(0)));
    }

    private static Column count(String name, String... pointers) {
        return text(name, object -> {
            int count = 0;
            for (String pointer : pointers) {
                count += object.at(pointer).size();
            }
            return Integer.toString(count);
        });
    }

    private static Function<JsonNode, String> at(String pointer) {
        return object -> object.at(pointer).asText("");
    }
}
