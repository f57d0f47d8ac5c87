package dev.ioreq.playground.apiserver.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import dev.ioreq.playground.apiserver.store.Store;
import dev.ioreq.playground.apiserver.store.StoredObject;
import java.util.List;
import java.util.stream.Stream;

/** Roles and bindings as they are stored. */
public final class RbacAuthorizer implements Authorizer, RulesOf {
    private static final String GROUP = "rbac.authorization.k8s.io";

    private final Store store;

    public RbacAuthorizer(Store store) {
        this.store = store;
    }

    @Override
    public boolean allows(User user, Attributes asked) {
        return user.isMaster() || rules(user, asked.namespace()).anyMatch(rule -> covers(rule, asked));
    }

    @Override
    public ObjectNode of(User user, String namespace) {
        if (user.isMaster()) {
            return RulesOf.everything();
        }
        var status = Json.object().put("incomplete", false);
        var rules = status.putArray("resourceRules");
        status.putArray("nonResourceRules");
        rules(user, namespace).forEach(rules::add);
        return status;
    }

    /** The rules that hold for a user in a namespace; an empty namespace means the whole cluster. */
    private Stream<JsonNode> rules(User user, String namespace) {
        var everywhere = all("clusterrolebindings").filter(binding -> binds(binding, user));
        var here = namespace.isEmpty()
                ? Stream.<JsonNode>empty()
                : all("rolebindings")
                        .filter(binding ->
                                binding.at("/metadata/namespace").asText().equals(namespace))
                        .filter(binding -> binds(binding, user));
        return Stream.concat(everywhere, here).flatMap(this::rulesOf);
    }

    private Stream<JsonNode> all(String plural) {
        return store.table(new GroupResource(GROUP, plural)).all().stream().map(StoredObject::tree);
    }

    private static boolean binds(JsonNode binding, User user) {
        for (var subject : binding.path("subjects")) {
            String name = subject.path("name").asText();
            boolean bound =
                    switch (subject.path("kind").asText()) {
                        case "User" -> user.name().equals(name);
                        case "Group" -> user.groups().contains(name);
                        case "ServiceAccount" ->
                            user.name()
                                    .equals("system:serviceaccount:"
                                            + subject.path("namespace").asText() + ":" + name);
                        default -> false;
                    };
            if (bound) {
                return true;
            }
        }
        return false;
    }

    private Stream<JsonNode> rulesOf(JsonNode binding) {
        var reference = binding.path("roleRef");
        boolean cluster = reference.path("kind").asText().equals("ClusterRole");
        var table = store.table(new GroupResource(GROUP, cluster ? "clusterroles" : "roles"));
        String namespace = cluster ? "" : binding.at("/metadata/namespace").asText();
        return table.get(new ObjectKey(namespace, reference.path("name").asText())).stream()
                .flatMap(role -> {
                    var rules = Stream.<JsonNode>builder();
                    role.tree().path("rules").forEach(rules);
                    return rules.build();
                });
    }

    private static boolean covers(JsonNode rule, Attributes asked) {
        var names = Json.texts(rule.path("resourceNames"));
        return matches(rule.path("verbs"), List.of(asked.verb()))
                && matches(rule.path("apiGroups"), List.of(asked.group()))
                && matches(rule.path("resources"), resources(asked))
                && (names.isEmpty() || names.contains(asked.name()));
    }

    private static List<String> resources(Attributes asked) {
        return asked.subresource().isEmpty()
                ? List.of(asked.resource())
                : List.of(asked.resourcePath(), "*/" + asked.subresource());
    }

    private static boolean matches(JsonNode allowed, List<String> asked) {
        var texts = Json.texts(allowed);
        return texts.contains("*") || asked.stream().anyMatch(texts::contains);
    }
}
