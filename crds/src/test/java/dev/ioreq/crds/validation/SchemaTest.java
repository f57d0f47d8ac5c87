package dev.ioreq.crds.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ioreq.crds.generator.ResourceTypes;
import dev.ioreq.crds.generator.SchemaWalk;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every schema. */
class SchemaTest {

    private static final Admission ADMISSION = new Admission();

    static List<Class<? extends CustomResource<?, ?>>> types() {
        return ResourceTypes.ALL;
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyFieldIsDescribed(Class<? extends HasMetadata> type) {
        SchemaWalk.each(schema(type), (path, part) -> {
            if (!path.endsWith("[]")) {
                assertThat(part.getDescription())
                        .as("description of '%s'", path)
                        .isNotBlank();
            }
        });
    }

    /** An API server estimates what a rule costs at most; a list or string without a bound costs too much. */
    @ParameterizedTest
    @MethodSource("types")
    void everythingThatCanBeDeclaredIsBounded(Class<? extends HasMetadata> type) {
        SchemaWalk.each(schema(type).getProperties().get("spec"), (path, part) -> {
            if ("array".equals(part.getType())) {
                assertThat(part.getMaxItems()).as("maxItems of '%s'", path).isNotNull();
            } else if ("string".equals(part.getType()) && part.getEnum().isEmpty()) {
                assertThat(part.getMaxLength()).as("maxLength of '%s'", path).isNotNull();
            }
        });
    }

    /** Otherwise older API servers take all lists of the CRD for atomic under server-side apply. */
    @ParameterizedTest
    @MethodSource("types")
    void nothingIsANumberOrAString(Class<? extends HasMetadata> type) {
        SchemaWalk.each(schema(type), (path, part) -> assertThat(part.getXKubernetesIntOrString())
                .as(path)
                .isNull());
    }

    /** Java Operator SDK adds its finalizer by applying a fresh object: whatever that carries, the operator would own. */
    @ParameterizedTest
    @MethodSource("types")
    void aFreshResourceCarriesNothingTheOperatorWouldOwn(Class<? extends HasMetadata> type) throws Exception {
        HasMetadata fresh = type.getDeclaredConstructor().newInstance();

        JsonNode written = new KubernetesSerialization().convertValue(fresh, JsonNode.class);

        assertThat(written.properties())
                .extracting(field -> field.getKey() + ": " + field.getValue())
                .containsExactlyInAnyOrder(
                        "apiVersion: \"ioreq.dev/v1alpha1\"", "kind: \"" + type.getSimpleName() + "\"", "metadata: {}");
    }

    @Test
    void aServerNobodyHasLookedAtIsNotDone() {
        JsonNode complete = new SchemaCheck(ADMISSION.schema("IoreqServer"))
                .withDefaults(Yaml.resource("good.yaml").get("IoreqServer"));

        assertThat(complete.at("/status/observedGeneration").asInt()).isEqualTo(-1);
        assertThat(complete.at("/status/conditions/0/type").asText()).isEqualTo("Ready");
        assertThat(complete.at("/status/conditions/0/status").asText()).isEqualTo("Unknown");
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws Exception {
        JsonNode bare = new ObjectMapper().readTree("{\"kind\": \"IoreqServer\", \"spec\": {}}");

        JsonNode spec = new SchemaCheck(ADMISSION.schema("IoreqServer"))
                .withDefaults(bare)
                .get("spec");

        assertThat(spec)
                .isEqualTo(new ObjectMapper()
                        .readTree(
                                "{\"bufferedIo\": \"None\", \"whenEmulatorLost\": {\"afterSeconds\": 10, \"action\": \"Fence\"},"
                                        + " \"enabled\": true}"));
    }

    private JSONSchemaProps schema(Class<? extends HasMetadata> type) {
        return ADMISSION.schema(HasMetadata.getKind(type));
    }
}
