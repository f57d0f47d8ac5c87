package dev.ioreq.playground.apiserver.gc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which objects name which owner, by the owner's uid. Not thread-safe. */
final class OwnerIndex {
    /** An object, wherever it is stored. */
    record Dependent(GroupResource storage, ObjectKey key) {}

    private final Map<String, Set<Dependent>> dependents = new HashMap<>();

    void add(Dependent dependent, JsonNode object) {
        owners(object).forEach(owner -> dependents
                .computeIfAbsent(owner.path("uid").asText(), uid -> new LinkedHashSet<>())
                .add(dependent));
    }

    void remove(Dependent dependent, JsonNode object) {
        owners(object)
                .forEach(owner -> dependents.computeIfPresent(owner.path("uid").asText(), (uid, all) -> {
                    all.remove(dependent);
                    return all.isEmpty() ? null : all;
                }));
    }

    List<Dependent> of(String uid) {
        return List.copyOf(dependents.getOrDefault(uid, Set.of()));
    }

    static JsonNode owners(JsonNode object) {
        return object.path("metadata").path("ownerReferences");
    }
}
