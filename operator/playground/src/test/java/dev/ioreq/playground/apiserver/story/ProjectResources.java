package dev.ioreq.playground.apiserver.story;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** The project's own resource types and what is expected of them, as files of the project. */
final class ProjectResources {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path EXPECTATIONS = ROOT.resolve("crds/src/test/resources/dev/ioreq/crds/validation");
    private static final String GROUP = "/apis/ioreq.dev/v1alpha1/";

    private ProjectResources() {}

    /** Declares the types and waits until they are served. */
    static void declare(ApiStage stage) {
        for (Path definition : definitions()) {
            String name = yaml(definition).at("/metadata/name").asText();
            var answer = stage.send(
                    "PATCH",
                    "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name + "?fieldManager=test&force=true",
                    "application/apply-patch+yaml",
                    text(definition));
            if (answer.code() != 200) {
                answer.expect(201);
            }
            String plural = yaml(definition).at("/spec/names/plural").asText();
            await().until(() -> stage.get(GROUP + plural).code() == 200);
        }
    }

    /** Takes the types away again, with all that was made of them. */
    static void forget(ApiStage stage) {
        for (Path definition : definitions()) {
            String name = yaml(definition).at("/metadata/name").asText();
            stage.send(
                    "DELETE",
                    "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name,
                    "application/json",
                    "");
        }
    }

    /** The CRDs. */
    static List<Path> definitions() {
        try (var files = Files.list(ROOT.resolve("manifests/crds"))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("kustomization"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One object of each kind that nothing is wrong with, by kind. */
    static JsonNode good() {
        return yaml(EXPECTATIONS.resolve("good.yaml"));
    }

    /** What is made wrong with them, and how it must be refused. */
    static List<JsonNode> refusals() {
        var refusals = yaml(EXPECTATIONS.resolve("refusals.yaml"));
        return StreamSupport.stream(refusals.spliterator(), false).toList();
    }

    /** What the rules in the types' schemas say when they are broken. */
    static List<String> ruleMessages() {
        return definitions().stream()
                .flatMap(file -> yaml(file).findValues("x-kubernetes-validations").stream())
                .flatMap(rules -> rules.findValuesAsText("message").stream())
                .toList();
    }

    /** The path under which objects like this one are made. */
    static String collection(JsonNode object) {
        String plural = object.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
        String namespace = object.at("/metadata/namespace").asText("");
        return GROUP + (namespace.isEmpty() ? "" : "namespaces/" + namespace + "/") + plural;
    }

    static JsonNode yaml(Path file) {
        try {
            return Json.parseYaml(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
