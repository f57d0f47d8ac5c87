package dev.ioreq.playground.apiserver.apply;

import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A field that somebody else set to something else, worded as kubectl users know it. */
record Conflict(ManagedFields.Entry with, String path) {
    static ApiException of(List<Conflict> conflicts) {
        var details = Json.object();
        var causes = details.putArray("causes");
        for (var conflict : conflicts) {
            causes.addObject()
                    .put("reason", "FieldManagerConflict")
                    .put("message", "conflict with " + conflict.manager())
                    .put("field", conflict.path);
        }
        return new ApiException(409, "Conflict", message(conflicts), details);
    }

    private static String message(List<Conflict> conflicts) {
        if (conflicts.size() == 1) {
            var only = conflicts.get(0);
            return "Apply failed with 1 conflict: conflict with %s: %s".formatted(only.manager(), only.path);
        }
        var byManager = conflicts.stream()
                .collect(Collectors.groupingBy(
                        Conflict::manager,
                        TreeMap::new,
                        Collectors.mapping(conflict -> "- " + conflict.path, Collectors.joining("\n"))));
        var text = new LinkedHashMap<>(byManager)
                .entrySet().stream()
                        .map(entry -> "conflicts with %s:\n%s".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("\n"));
        return "Apply failed with %d conflicts: %s".formatted(conflicts.size(), text);
    }

    private String manager() {
        var owner = with.owner();
        String name = "\"" + owner.manager() + "\"";
        if (!owner.subresource().isEmpty()) {
            name += " with subresource \"" + owner.subresource() + "\"";
        }
        if (!owner.operation().equals("Update")) {
            return name;
        }
        return name + " using " + with.apiVersion() + (with.time().isEmpty() ? "" : " at " + with.time());
    }
}
