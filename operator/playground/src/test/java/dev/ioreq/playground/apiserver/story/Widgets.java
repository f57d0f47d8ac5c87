package dev.ioreq.playground.apiserver.story;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The widgets of one namespace, over plain HTTP. */
final class Widgets {
    private static final String GROUP = "/apis/story.ioreq.dev/v1";

    private final ApiStage stage;
    private final String namespace;

    Widgets(ApiStage stage, String namespace) {
        this.stage = stage;
        this.namespace = namespace;
    }

    /** The CRD. */
    static JsonNode definition() {
        try (var input = Widgets.class.getResourceAsStream("widgets.yaml")) {
            return Json.parseYaml(input.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Declares widgets and waits until they are served. Created, not applied: an old server drops what it does not know then. */
    static void declare(ApiStage stage) {
        var made = stage.send(
                "POST",
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                "application/json",
                definition().toString());
        if (made.code() != 409) {
            made.expect(201);
        }
        await().until(() -> stage.get(GROUP + "/widgets").code() == 200);
    }

    String path() {
        return GROUP + "/namespaces/" + namespace + "/widgets";
    }

    String path(String name) {
        return path() + "/" + name;
    }

    /** Creates a widget; {@code spec} is JSON. */
    ApiStage.Answer create(String name, String spec) {
        return create(name, spec, "");
    }

    ApiStage.Answer create(String name, String spec, String query) {
        return stage.send("POST", path() + query, "application/json", body(name, spec));
    }

    static String body(String name, String spec) {
        return "{\"apiVersion\":\"story.ioreq.dev/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"%s\"},\"spec\":%s}"
                .formatted(name, spec);
    }

    ApiStage.Answer apply(String name, String manager, String spec) {
        return apply(name, manager, spec, "");
    }

    ApiStage.Answer apply(String name, String manager, String spec, String query) {
        return stage.send(
                "PATCH",
                path(name) + "?fieldManager=" + manager + query,
                "application/apply-patch+yaml",
                body(name, spec));
    }

    /** Applies a status; {@code status} is JSON. */
    ApiStage.Answer applyStatus(String name, String manager, String status) {
        String body = ("{\"apiVersion\":\"story.ioreq.dev/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"%s\"},"
                        + "\"status\":%s}")
                .formatted(name, status);
        return stage.send(
                "PATCH",
                path(name) + "/status?fieldManager=" + manager + "&force=true",
                "application/apply-patch+yaml",
                body);
    }

    ApiStage.Answer merge(String name, String patch) {
        return stage.send("PATCH", path(name), "application/merge-patch+json", patch);
    }

    JsonNode get(String name) {
        return stage.get(path(name)).expect(200).json();
    }

    ApiStage.Answer delete(String name, String options) {
        return stage.send("DELETE", path(name), "application/json", options);
    }

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
