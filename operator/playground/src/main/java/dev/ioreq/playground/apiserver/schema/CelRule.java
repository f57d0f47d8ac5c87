package dev.ioreq.playground.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** One entry of {@code x-kubernetes-validations}; absent texts are empty. */
public record CelRule(
        String rule,
        String message,
        String messageExpression,
        String reason,
        String fieldPath,
        boolean optionalOldSelf) {
    static CelRule read(JsonNode node) {
        return new CelRule(
                node.path("rule").asText(),
                node.path("message").asText(""),
                node.path("messageExpression").asText(""),
                node.path("reason").asText("FieldValueInvalid"),
                node.path("fieldPath").asText(""),
                node.path("optionalOldSelf").asBoolean(false));
    }

    /** Whether the rule is about a change, so that it means nothing for a value that was not there before. */
    public boolean isTransition() {
        return rule.matches("(?s).*\\boldSelf\\b.*");
    }
}
