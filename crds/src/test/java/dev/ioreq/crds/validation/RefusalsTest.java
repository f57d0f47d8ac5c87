package dev.ioreq.crds.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.crds.generator.ResourceTypes;
import dev.ioreq.crds.generator.SchemaWalk;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault in {@code refusals.yaml} is refused with a message that names the field. */
class RefusalsTest {

    private static final JsonNode GOOD = Yaml.resource("good.yaml");

    private static final Admission ADMISSION = new Admission();

    /**
     * A resource that must be refused.
     *
     * @param what what is wrong with it
     * @param good the good one it was made of
     * @param bad the resource
     * @param update whether it is sent in place of the good one
     * @param refusal how the message begins
     */
    record Refusal(String what, JsonNode good, JsonNode bad, boolean update, String refusal) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Refusal> refusals() {
        List<Refusal> refusals = new ArrayList<>();
        for (JsonNode row : Yaml.resource("refusals.yaml")) {
            ObjectNode good = (ObjectNode) GOOD.get(row.path("kind").asText());
            refusals.add(new Refusal(
                    row.path("what").asText(),
                    good,
                    merged(good.deepCopy(), row.get("change")),
                    row.path("update").asBoolean(),
                    row.path("refusal").asText()));
        }
        return refusals;
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefusedWithTheFieldAndTheReason(Refusal refusal) {
        List<String> faults =
                refusal.update() ? ADMISSION.update(refusal.good(), refusal.bad()) : ADMISSION.create(refusal.bad());
        assertThat(faults).anySatisfy(fault -> assertThat(fault).startsWith(refusal.refusal()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theGoodOneTheyAreMadeOfIsTaken(String kind) throws IOException {
        assertThat(StrictReader.read(GOOD.get(kind))).isNotNull();
        assertThat(ADMISSION.create(GOOD.get(kind))).isEmpty();
        assertThat(ADMISSION.update(GOOD.get(kind), GOOD.get(kind))).isEmpty();
    }

    static List<String> kinds() {
        return ResourceTypes.ALL.stream().map(HasMetadata::getKind).toList();
    }

    @Test
    void everyRuleRefusesOneOfThem() {
        List<String> expected = refusals().stream().map(Refusal::refusal).toList();
        for (JsonNode good : GOOD) {
            SchemaWalk.each(ADMISSION.schema(good.path("kind").asText()), (path, part) -> {
                if (part.getXKubernetesValidations() != null) {
                    part.getXKubernetesValidations().forEach(rule -> assertThat(expected)
                            .as("a refusal by the rule of %s: %s", path, rule.getMessage())
                            .anyMatch(refusal -> refusal.contains(": ")
                                    && rule.getMessage().startsWith(refusal.substring(refusal.indexOf(": ") + 2))));
                }
            });
        }
    }

    /** RFC 7386. */
    private static ObjectNode merged(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value.isObject() && target.get(field.getKey()) instanceof ObjectNode inner) {
                merged(inner, value);
            } else {
                target.set(field.getKey(), value);
            }
        });
        return target;
    }
}
