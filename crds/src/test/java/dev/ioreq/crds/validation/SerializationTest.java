package dev.ioreq.crds.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.crds.common.Condition;
import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.generator.ResourceTypes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The types say the same as the JSON, both ways, through the client's own serialization. */
class SerializationTest {

    private static final KubernetesSerialization CLIENT = new KubernetesSerialization();

    static List<Class<? extends HasMetadata>> types() {
        return List.copyOf(ResourceTypes.ALL);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everySpecComesBackAsItWentIn(Class<? extends HasMetadata> type) {
        comesBack(type, Yaml.resource("good.yaml").get(HasMetadata.getKind(type)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyStatusComesBackAsItWentInAndFitsTheSchema(Class<? extends HasMetadata> type) throws Exception {
        JsonNode written = Yaml.resource("status.yaml").get(HasMetadata.getKind(type));
        comesBack(type, written);
        assertThat(StrictReader.read(written)).isNotNull();
        assertThat(new Admission().create(written))
                .filteredOn(fault -> !fault.startsWith("spec"))
                .isEmpty();
    }

    private static void comesBack(Class<? extends HasMetadata> type, JsonNode written) {
        HasMetadata read = CLIENT.unmarshal(written.toString(), type);
        assertThat(Yaml.document(CLIENT.asJson(read))).isEqualTo(written);
    }

    @Test
    void aTransitionTimeHasWholeSecondsAsKubernetesWritesThem() {
        Condition condition = new Condition(
                ConditionType.READY.toString(),
                ConditionStatus.TRUE,
                1L,
                Instant.parse("2026-11-22T18:00:00.987654321Z"),
                ConditionReason.READY.toString(),
                "Served");
        assertThat(CLIENT.asJson(condition)).contains("\"lastTransitionTime\":\"2026-11-22T18:00:00Z\"");
    }

    /** An agent or operator of a later version may write more than we know. */
    @Test
    void aFieldOfALaterVersionIsNoError() {
        JsonNode later = Yaml.document(
                "{apiVersion: ioreq.dev/v1alpha1, kind: XenNode, spec: {later: 1}, status: {later: {a: 1}}}");
        for (Class<? extends HasMetadata> type : types()) {
            assertThat(CLIENT.unmarshal(later.toString(), type)).isNotNull();
        }
    }
}
