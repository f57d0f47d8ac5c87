package dev.ioreq.playground.apiserver.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code stringData} becomes {@code data}; a secret without a type is Opaque. */
final class SecretStrategy implements Strategy {
    @Override
    public void prepareCreate(ObjectNode secret) {
        if (secret.path("type").asText("").isEmpty()) {
            secret.put("type", "Opaque");
        }
        encode(secret);
    }

    @Override
    public void prepareUpdate(ObjectNode live, ObjectNode next) {
        if (next.path("type").asText("").isEmpty()) {
            next.set("type", live.get("type"));
        }
        encode(next);
    }

    private static void encode(ObjectNode secret) {
        if (secret.remove("stringData") instanceof ObjectNode texts && !texts.isEmpty()) {
            var data = secret.withObjectProperty("data");
            for (var text : Json.fields(texts)) {
                var bytes = text.getValue().asText().getBytes(StandardCharsets.UTF_8);
                data.put(text.getKey(), Base64.getEncoder().encodeToString(bytes));
            }
        }
    }
}
