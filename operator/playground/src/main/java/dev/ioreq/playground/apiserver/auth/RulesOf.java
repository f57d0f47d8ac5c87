package dev.ioreq.playground.apiserver.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;

/** Lists what a user may: the status of a SelfSubjectRulesReview. */
@FunctionalInterface
public interface RulesOf {
    /** Everybody may everything. */
    RulesOf ALL = (user, namespace) -> everything();

    ObjectNode of(User user, String namespace);

    /** The rules of somebody who may everything. */
    static ObjectNode everything() {
        var status = Json.object().put("incomplete", false);
        var resources = status.putArray("resourceRules").addObject();
        resources.putArray("verbs").add("*");
        resources.putArray("apiGroups").add("*");
        resources.putArray("resources").add("*");
        var paths = status.putArray("nonResourceRules").addObject();
        paths.putArray("verbs").add("*");
        paths.putArray("nonResourceURLs").add("*");
        return status;
    }
}
