package dev.ioreq.playground.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every document is what it says it is, and is as files that Git keeps should be. */
class DocumentsTest {
    private static final Set<String> MADE_FOR_OTHER_TOOLS =
            Set.of("kustomize.config.k8s.io", "argoproj.io", "source.toolkit.fluxcd.io", "kustomize.toolkit.fluxcd.io");

    @TestFactory
    Stream<DynamicTest> everyDocumentIsOfItsTypeWithoutFieldsThatNobodyKnows() throws IOException {
        return Manifests.files().stream()
                // A patch, not a document.
                .filter(file -> !file.endsWith("overlays/simulated/agent.yaml"))
                .flatMap(file -> Manifests.documents(file).stream()
                        .filter(document -> !MADE_FOR_OTHER_TOOLS.contains(group(document)))
                        .map(document -> DynamicTest.dynamicTest(
                                Manifests.ROOT.relativize(file) + ": " + Manifests.id(document),
                                () -> assertThat(Models.read(document)).isNotNull())));
    }

    @Test
    void aFieldThatNobodyKnowsIsFound() {
        ObjectNode deployment = Manifests.documents(Manifests.ROOT.resolve("base/operator-deployment.yaml"))
                .get(0);
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0/resources")).put("limit", "none");

        assertThatThrownBy(() -> Models.read(deployment))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("limit");
    }

    @Test
    void everyFileIsPartOfAKustomization() throws IOException {
        var named = new ArrayList<Path>();
        var others = new ArrayList<Path>();
        for (Path file : Manifests.files()) {
            if (!file.endsWith("kustomization.yaml")) {
                others.add(file);
                continue;
            }
            for (JsonNode document : Manifests.documents(file)) {
                Stream.of("resources", "components", "patches")
                        .flatMap(field -> elements(document.path(field)))
                        .map(entry -> entry.isTextual()
                                ? entry.asText()
                                : entry.path("path").asText())
                        .forEach(entry ->
                                named.add(file.getParent().resolve(entry).normalize()));
            }
        }

        others.removeIf(file -> file.toString().contains("/edit-first/"));
        assertThat(others).allSatisfy(file -> assertThat(named).contains(file));
        assertThat(named).allSatisfy(path -> assertThat(path).exists());
    }

    @Test
    void noImageIsWithoutATagOrLatest() throws IOException {
        List<String> images = new ArrayList<>();
        for (Path file : Manifests.files()) {
            Manifests.documents(file).forEach(document -> document.findValues("image").stream()
                    .filter(JsonNode::isTextual)
                    .forEach(image -> images.add(image.asText())));
        }

        assertThat(images).isNotEmpty().allMatch(image -> image.matches("[^@]+(:[0-9][^:/]*|@sha256:[0-9a-f]{64})"));
    }

    @Test
    void selectorsAreTheSameInEveryVersion() throws IOException {
        for (Path file : Manifests.files()) {
            for (JsonNode document : Manifests.documents(file)) {
                document.findValues("matchLabels").forEach(labels -> assertThat(labels.fieldNames())
                        .toIterable()
                        .as("%s: %s", file, Manifests.id(document))
                        .isNotEmpty()
                        .doesNotContain("app.kubernetes.io/version", "helm.sh/chart"));
            }
        }
    }

    @Test
    void nothingButAStatusDefaultSpeaksOfATime() throws IOException {
        for (Path file : Manifests.files()) {
            String text = Files.readString(file).replace("1970-01-01T00:00:00Z", "");
            assertThat(text).as(file.toString()).doesNotContainPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:");
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements.stream();
    }

    private static String group(JsonNode document) {
        return document.path("apiVersion").asText().replaceAll("/.*", "");
    }
}
