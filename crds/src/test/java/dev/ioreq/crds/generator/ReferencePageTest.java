package dev.ioreq.crds.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.ConditionReason;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference pages leave nothing out. */
class ReferencePageTest {

    static List<Class<? extends CustomResource<?, ?>>> types() {
        return ResourceTypes.ALL;
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyFieldAndEveryRuleStandsOnThePage(Class<? extends CustomResource<?, ?>> type) {
        CustomResourceDefinition crd = CrdGeneration.crdOf(type);
        String page = ReferencePage.of(crd);
        SchemaWalk.each(crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema(), (path, part) -> {
            String name = path.substring(path.lastIndexOf('.') + 1).replace("[]", "");
            assertThat(page).contains(name);
            part.getXKubernetesValidations()
                    .forEach(rule -> assertThat(page).as("rules of '%s'", path).contains(rule.getMessage()));
        });
    }

    @Test
    void everyReasonStandsOnSomePage() {
        String pages = types().stream()
                .map(CrdGeneration::crdOf)
                .map(ReferencePage::of)
                .collect(Collectors.joining());
        assertThat(Arrays.stream(ConditionReason.values()).map(reason -> "| `" + reason + "` | "))
                .allSatisfy(row -> assertThat(pages).contains(row));
    }
}
