package dev.ioreq.playground.apiserver.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.cel.CelRules;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The story of the project's resources on the embedded server, and how fast it is with them. */
class ProjectResourcesTest extends ResourcesStory {
    private static ApiStage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = EmbeddedStage.open();
        ProjectResources.declare(stage);
        stage.ensureNamespace("demo");
    }

    @AfterAll
    static void close() throws Exception {
        stage.close();
    }

    @Override
    ApiStage stage() {
        return stage;
    }

    @Test
    void everyRuleOfOurResourcesCompiles() throws IOException {
        var errors = new ArrayList<String>();
        for (Path crd : ProjectResources.definitions()) {
            var schema =
                    StructuralSchema.read(ProjectResources.yaml(crd).at("/spec/versions/0/schema/openAPIV3Schema"));
            errors.addAll(new CelRules().compileErrors(schema));
        }

        assertThat(errors).isEmpty();
    }

    @Test
    void aThousandServersAreDeclaredAndReportedOnInSeconds() throws Exception {
        var good = (ObjectNode) ProjectResources.good().path("IoreqServer").deepCopy();
        String path = ProjectResources.collection(good) + "/";
        long started = System.nanoTime();
        var threads = Executors.newFixedThreadPool(4);
        var work = new ArrayList<Callable<Void>>();
        for (int i = 0; i < 1000; i++) {
            String name = "bulk-" + i;
            var server = good.deepCopy();
            ((ObjectNode) server.get("metadata")).put("name", name);
            work.add(() -> {
                stage.send("POST", ProjectResources.collection(good), "application/json", server.toString())
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
        assertThat(stage.get(ProjectResources.collection(good))
                        .json()
                        .path("items")
                        .findValuesAsText("serverId"))
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
