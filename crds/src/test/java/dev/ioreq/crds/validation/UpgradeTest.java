package dev.ioreq.crds.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.crds.generator.ResourceTypes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clusters of earlier versions have stored, and what people there have in Git, is understood by this one. */
class UpgradeTest {
    private static final KubernetesSerialization CLIENT = new KubernetesSerialization();
    private static final Path OLD = Path.of("src/test/resources/dev/ioreq/crds/validation/upgrade");

    static List<JsonNode> objects() throws IOException {
        return Yaml.documents(OLD.resolve("objects-0.1.0.yaml"));
    }

    static List<String> files() {
        return List.of("domaingrants.yaml", "ioreqservers.yaml", "xennodes.yaml");
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anOldObjectIsReadAndWrittenWithoutALoss(JsonNode stored) {
        Class<? extends HasMetadata> type = ResourceTypes.ALL.stream()
                .filter(one ->
                        HasMetadata.getKind(one).equals(stored.path("kind").asText()))
                .findFirst()
                .orElseThrow();

        JsonNode written = Yaml.document(CLIENT.asJson(CLIENT.unmarshal(stored.toString(), type)));

        assertThat(written).isEqualTo(stored);
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anOldObjectIsAcceptedAndMayBeWrittenAgain(JsonNode stored) {
        assertThat(new Admission().create(stored)).isEmpty();
        assertThat(new Admission().update(stored, stored)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void noFieldIsGoneOrNarrowerAndNoneIsRequiredNewly(String file) throws IOException {
        JsonNode old = schema(OLD.resolve("0.1.0").resolve(file));
        JsonNode now = schema(Path.of("../manifests/crds").resolve(file));

        var losses = new ArrayList<String>();
        compare("", old, now, losses);

        assertThat(losses).isEmpty();
    }

    @Test
    void aNarrowerFieldIsNoticed() {
        JsonNode old =
                Yaml.document("{type: object, properties: {a: {type: string, enum: [X, Y], maxLength: 9}, b: {}}}");
        JsonNode now = Yaml.document(
                "{type: object, required: [a], properties: {a: {type: string, enum: [X], maxLength: 8}}}");
        var losses = new ArrayList<String>();

        compare("", old, now, losses);

        assertThat(losses)
                .containsExactlyInAnyOrder(
                        "a is required now",
                        ".a does not allow \"Y\" any more",
                        ".a maxLength is 8, was 9",
                        ".b is gone");
    }

    private static JsonNode schema(Path crd) throws IOException {
        JsonNode version = Yaml.documents(crd).get(0).at("/spec/versions/0");
        assertThat(version.path("name").asText()).isEqualTo("v1alpha1");
        return version.at("/schema/openAPIV3Schema");
    }

    private static void compare(String path, JsonNode old, JsonNode now, List<String> losses) {
        if (now.isMissingNode()) {
            losses.add(path + " is gone");
            return;
        }
        if (!old.path("type").equals(now.path("type"))) {
            losses.add(path + " is of type " + now.path("type") + ", was " + old.path("type"));
        }
        now.path("required").forEach(field -> {
            if (!contains(old.path("required"), field)) {
                losses.add(path + field.asText() + " is required now");
            }
        });
        if (now.has("enum")) {
            old.path("enum").forEach(value -> {
                if (!contains(now.path("enum"), value)) {
                    losses.add(path + " does not allow " + value + " any more");
                }
            });
        }
        for (String limit : List.of("maxLength", "maxItems", "maximum")) {
            if (now.has(limit)
                    && (!old.has(limit)
                            || now.get(limit).asLong() < old.get(limit).asLong())) {
                losses.add(path + " " + limit + " is " + now.get(limit) + ", was " + old.path(limit));
            }
        }
        old.path("properties")
                .fields()
                .forEachRemaining(field -> compare(
                        path + "." + field.getKey(),
                        field.getValue(),
                        now.path("properties").path(field.getKey()),
                        losses));
        if (old.has("items")) {
            compare(path + "[]", old.path("items"), now.path("items"), losses);
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode one : list) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
