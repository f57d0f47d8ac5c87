package dev.ioreq.playground.apiserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.Conversion;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.selector.FieldSelector;
import dev.ioreq.playground.apiserver.selector.LabelSelector;
import java.io.IOException;
import java.util.Base64;
import java.util.function.Predicate;

/** The parameters of lists and watches. */
final class ListParameters {
    private ListParameters() {}

    /** Selects stored objects; field selectors speak of the served version. */
    static Predicate<JsonNode> selector(Call call, ResourceType type) {
        var labels = LabelSelector.parse(call.parameter("labelSelector"));
        var fields = FieldSelector.parse(call.parameter("fieldSelector"), type);
        if (type.conversion() == Conversion.NONE) {
            return object -> labels.test(object) && fields.test(object);
        }
        return object -> labels.test(object) && fields.test(type.conversion().toServed((ObjectNode) object));
    }

    static int limit(Call call) {
        return (int) number(call, "limit", 0);
    }

    static long number(Call call, String name, long fallback) {
        String text = call.parameter(name);
        if (text == null || text.isEmpty()) {
            return fallback;
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest(
                    "%s: Invalid value: \"%s\": must be a number that is not negative".formatted(name, text));
        }
    }

    /** Where the page before ended; null for the first page. */
    static ObjectKey continueAfter(Call call) {
        String token = call.parameter("continue");
        if (token == null || token.isEmpty()) {
            return null;
        }
        try {
            var after = Json.parse(Base64.getUrlDecoder().decode(token));
            return new ObjectKey(
                    after.path("namespace").asText(), after.path("name").asText());
        } catch (IOException | IllegalArgumentException e) {
            throw ApiException.badRequest("continue key is not valid: " + e.getMessage());
        }
    }

    static String token(ObjectKey after) {
        var token = Json.object().put("namespace", after.namespace()).put("name", after.name());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(token));
    }
}
