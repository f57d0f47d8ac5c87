package dev.ioreq.playground.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.ioreq.playground.apiserver.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files below {@code manifests/}, and what kustomize makes of them. */
final class Manifests {
    static final Path ROOT = Path.of(System.getProperty("ioreq.root", "../.."), "manifests")
            .toAbsolutePath()
            .normalize();

    private Manifests() {}

    /** Every YAML file that is a manifest or a kustomization: all but the chart's. */
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.startsWith(ROOT.resolve("chart")))
                    .sorted()
                    .toList();
        }
    }

    /** The documents of a file, without empty ones. */
    static List<ObjectNode> documents(Path file) {
        try {
            return documents(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML text, without empty ones. */
    static List<ObjectNode> documents(String yaml) {
        try (var documents =
                Json.MAPPER.readerFor(JsonNode.class).with(new YAMLFactory()).<JsonNode>readValues(yaml)) {
            return documents.readAll().stream()
                    .filter(JsonNode::isObject)
                    .map(ObjectNode.class::cast)
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("no YAML: " + e.getMessage(), e);
        }
    }

    /** What {@code kubectl kustomize} makes of a directory below the root; without kubectl the test is skipped and says so. */
    static List<ObjectNode> kustomized(String directory) {
        assumeThat(onThePath("kubectl"))
                .as("kubectl is not on the PATH: install it (1.21 or newer) to have kustomize's side tested")
                .isTrue();
        return documents(run("kubectl", "kustomize", ROOT.resolve(directory).toString()));
    }

    /** Whether a program can be started by its name. */
    static boolean onThePath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** What a command writes to its standard output; it must succeed. */
    static String run(String... command) {
        try {
            Path errors = Files.createTempFile("manifests", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                String output = new String(process.getInputStream().readAllBytes());
                assertThat(process.waitFor())
                        .as("%s: %s", String.join(" ", command), Files.readString(errors))
                        .isZero();
                return output;
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command[0], e);
        }
    }

    /** The object of the kind and name. */
    static ObjectNode find(List<ObjectNode> objects, String kind, String name) {
        return objects.stream()
                .filter(object -> id(object).equals(kind + "/" + name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + "/" + name + " among "
                        + objects.stream().map(Manifests::id).toList()));
    }

    /** {@code Kind/name}. */
    static String id(JsonNode object) {
        return object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
    }

    /** The objects by {@link #id}, for comparing. */
    static TreeMap<String, JsonNode> byId(List<ObjectNode> objects) {
        var byId = new TreeMap<String, JsonNode>();
        objects.forEach(object -> assertThat(byId.put(id(object), Json.canonical(object)))
                .as("a second " + id(object))
                .isNull());
        return byId;
    }
}
