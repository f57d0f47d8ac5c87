package dev.ioreq.playground.apiserver.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.cel.CelRules;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.patch.MergePatch;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The project's own resources on the embedded server: what is good is taken, what is bad is refused at the right field. */
class ProjectResourcesTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path EXPECTATIONS = ROOT.resolve("crds/src/test/resources/dev/ioreq/crds/validation");
    private static ApiStage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = EmbeddedStage.open();
        for (Path crd : crds()) {
            String name = yaml(crd).at("/metadata/name").asText();
            stage.send(
                            "PATCH",
                            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name + "?fieldManager=test",
                            "application/apply-patch+yaml",
                            Files.readString(crd))
                    .expect(201);
        }
        stage.send("POST", "/api/v1/namespaces", "application/json", "{\"metadata\":{\"name\":\"demo\"}}")
                .expect(201);
    }

    @AfterAll
    static void close() throws Exception {
        stage.close();
    }

    private static List<Path> crds() throws IOException {
        try (var files = Files.list(ROOT.resolve("manifests/crds"))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("kustomization"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode yaml(Path file) {
        try {
            return Json.parseYaml(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyRuleOfOurResourcesCompiles() throws IOException {
        var errors = new ArrayList<String>();
        for (Path crd : crds()) {
            var schema = StructuralSchema.read(yaml(crd).at("/spec/versions/0/schema/openAPIV3Schema"));
            errors.addAll(new CelRules().compileErrors(schema));
        }

        assertThat(errors).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> badOnesAreRefusedAtTheFieldThatIsWrong() {
        var good = yaml(EXPECTATIONS.resolve("good.yaml"));
        var refusals = new ArrayList<JsonNode>();
        yaml(EXPECTATIONS.resolve("refusals.yaml")).forEach(refusals::add);
        return refusals.stream()
                .map(refusal -> DynamicTest.dynamicTest(
                        refusal.path("what").asText(),
                        () -> refuses(good.path(refusal.path("kind").asText()), refusal)));
    }

    private static void refuses(JsonNode good, JsonNode refusal) {
        var bad = (ObjectNode) MergePatch.apply(good, refusal.path("change"));
        String path = collection(good);
        ApiStage.Answer answer;
        if (refusal.path("update").asBoolean()) {
            stage.send("POST", path, "application/json", good.toString());
            String name = "/" + good.at("/metadata/name").asText();
            answer = stage.send("PATCH", path + name, "application/merge-patch+json", bad.toString());
            if (answer.code() == 200) {
                answer = stage.send(
                        "PATCH",
                        path + name,
                        "application/merge-patch+json",
                        refusal.path("change").toString());
            }
        } else {
            ((ObjectNode) bad.get("metadata")).put("name", "bad");
            answer = stage.send("POST", path + "?fieldValidation=Strict", "application/json", bad.toString());
        }

        String field = refusal.path("refusal").asText().split(": ")[0];
        assertThat(answer.code()).as(answer.message()).isIn(400, 422);
        assertThat(answer.message()).contains(field.replaceAll("\\[.*", ""));
    }

    private static String collection(JsonNode object) {
        String plural = object.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
        String namespace = object.at("/metadata/namespace").asText("");
        return "/apis/ioreq.dev/v1alpha1/" + (namespace.isEmpty() ? "" : "namespaces/" + namespace + "/") + plural;
    }

    @Test
    void aThousandServersAreDeclaredAndReportedOnInSeconds() throws Exception {
        var good = (ObjectNode)
                yaml(EXPECTATIONS.resolve("good.yaml")).path("IoreqServer").deepCopy();
        String path = collection(good) + "/";
        long started = System.nanoTime();
        var threads = Executors.newFixedThreadPool(4);
        var work = new ArrayList<Callable<Void>>();
        for (int i = 0; i < 1000; i++) {
            String name = "bulk-" + i;
            var server = good.deepCopy();
            ((ObjectNode) server.get("metadata")).put("name", name);
            work.add(() -> {
                stage.send("POST", collection(good), "application/json", server.toString())
                        .expect(201);
                apply(path + name + "?fieldManager=op&force=true", name, "\"finalizers\":[\"ioreq.dev/server\"]", "");
                apply(path + name + "/status?fieldManager=op&force=true", name, "", STATUS);
                return null;
            });
        }

        for (var done : threads.invokeAll(work)) {
            done.get();
        }
        threads.shutdown();

        double seconds = (System.nanoTime() - started) / 1e9;
        System.getLogger("performance").log(System.Logger.Level.INFO, "1000 servers, 3 writes each: {0} s", seconds);
        assertThat(seconds).isLessThan(60);
        assertThat(stage.get(collection(good)).json().path("items").findValuesAsText("serverId"))
                .hasSize(1000);
    }

    private static final String STATUS =
            ",\"status\":{\"observedGeneration\":1,\"serverId\":3,\"conditions\":[{\"type\":\"Ready\","
                    + "\"status\":\"True\",\"reason\":\"Serving\",\"message\":\"\",\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}]}";

    private static void apply(String path, String name, String metadata, String rest) {
        String body =
                "{\"apiVersion\":\"ioreq.dev/v1alpha1\",\"kind\":\"IoreqServer\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"demo\"%s}%s}"
                        .formatted(name, metadata.isEmpty() ? "" : "," + metadata, rest);
        stage.send("PATCH", path, "application/apply-patch+yaml", body).expect(200);
    }
}
