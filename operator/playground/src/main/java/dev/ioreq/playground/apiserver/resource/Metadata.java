package dev.ioreq.playground.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Reads and writes {@code metadata} of an object. */
public final class Metadata {
    private Metadata() {}

    /** The metadata of {@code object}, added when there is none. */
    public static ObjectNode of(ObjectNode object) {
        return object.get("metadata") instanceof ObjectNode metadata ? metadata : object.putObject("metadata");
    }

    /** A text of the metadata; empty when absent. */
    public static String text(JsonNode object, String field) {
        return object.path("metadata").path(field).asText("");
    }

    public static String name(JsonNode object) {
        return text(object, "name");
    }

    public static String namespace(JsonNode object) {
        return text(object, "namespace");
    }

    public static String uid(JsonNode object) {
        return text(object, "uid");
    }

    public static boolean isBeingDeleted(JsonNode object) {
        return !text(object, "deletionTimestamp").isEmpty();
    }

    public static List<String> finalizers(JsonNode object) {
        return Json.texts(object.path("metadata").path("finalizers"));
    }

    /** The present second as Kubernetes writes it. */
    public static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
