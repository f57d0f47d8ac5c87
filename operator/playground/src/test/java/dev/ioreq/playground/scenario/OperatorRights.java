package dev.ioreq.playground.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.launch.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code manifests/base/operator-rbac.yaml} lets the operator do. */
final class OperatorRights {
    private OperatorRights() {}

    /** Verbs by resource, both as the rules name them, the group behind the resource: {@code ioreqservers/status.ioreq.dev}. */
    static SortedMap<String, SortedSet<String>> granted() throws IOException {
        var rights = new TreeMap<String, SortedSet<String>>();
        String manifest = Files.readString(Artifacts.ofThisBuild().manifests("base/operator-rbac.yaml"));
        for (String document : manifest.split("(?m)^---$")) {
            for (JsonNode rule : Json.parseYaml(document.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .path("rules")) {
                for (String group : Json.texts(rule.path("apiGroups"))) {
                    for (String resource : Json.texts(rule.path("resources"))) {
                        rights.computeIfAbsent(resource + (group.isEmpty() ? "" : "." + group), none -> new TreeSet<>())
                                .addAll(Json.texts(rule.path("verbs")));
                    }
                }
            }
        }
        return rights;
    }
}
