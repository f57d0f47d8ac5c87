package dev.ioreq.crds.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.HashMap;
import java.util.Map;

/** Evaluates the {@code x-kubernetes-validations} of a schema on a resource. */
final class RuleCheck {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleCheck() {}

    /** Adds a line for each rule that does not hold; {@code old} is null for a new resource, and transition rules are not asked then. */
    static void check(JSONSchemaProps schema, JsonNode value, JsonNode old, Faults faults) {
        check(schema, value, old, "", faults);
    }

    private static void check(JSONSchemaProps schema, JsonNode value, JsonNode old, String path, Faults faults) {
        if (schema.getXKubernetesValidations() != null) {
            for (ValidationRule rule : schema.getXKubernetesValidations()) {
                if (old != null || !rule.getRule().contains("oldSelf")) {
                    ask(rule, value, old, path, faults);
                }
            }
        }
        if (value.isObject() && schema.getProperties() != null) {
            schema.getProperties().forEach((name, field) -> {
                if (value.has(name)) {
                    JsonNode before = old == null ? null : old.get(name);
                    check(field, value.get(name), before, path.isEmpty() ? name : path + "." + name, faults);
                }
            });
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.getItems().getSchema(), value.get(i), null, path + "[" + i + "]", faults);
            }
        }
    }

    private static void ask(ValidationRule rule, JsonNode value, JsonNode old, String path, Faults faults) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("self", plain(value));
        if (old != null) {
            variables.put("oldSelf", plain(old));
        }
        if (Boolean.FALSE.equals(Cel.evaluate(rule.getRule(), variables))) {
            faults.add(path + ": " + rule.getMessage());
        }
    }

    private static Object plain(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }
}
