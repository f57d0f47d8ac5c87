package dev.ioreq.playground.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who installs with Helm gets what who installs with kustomize gets. */
class ChartTest {

    @Test
    void theTemplatesAreMadeOfTheManifests() throws IOException {
        if (Boolean.getBoolean("chart.write")) {
            for (var template : ChartTemplates.made().entrySet()) {
                Files.writeString(
                        ChartTemplates.CHART.resolve("templates").resolve(template.getKey()), template.getValue());
            }
        }

        assertThat(ChartTemplates.present())
                .as("manifests/chart/templates; -Dchart.write=true writes them anew")
                .isEqualTo(ChartTemplates.made());
    }

    @Test
    void withoutValuesTheChartIsTheBase() {
        var chart = rendered(helm().set("namespace.create", true));

        assertThat(Manifests.byId(chart)).isEqualTo(Manifests.byId(Manifests.kustomized("base")));
    }

    @Test
    void withEverythingTheChartIsTheProductionOverlay() {
        var chart = rendered(helm().set("namespace.create", true)
                .set("admission.enabled", true)
                .set("certManager.enabled", true)
                .set("monitoring.enabled", true));

        assertThat(Manifests.byId(chart)).isEqualTo(Manifests.byId(Manifests.kustomized("overlays/production")));
    }

    @Test
    void aValueChangesWhatItIsAboutAndNothingElse() {
        var before = Manifests.byId(rendered(helm()));
        var after = Manifests.byId(rendered(helm().set("operator.image", "registry.example.org/operator:0.1.1")));

        assertThat(after.remove("Deployment/ioreq-operator").toString())
                .isEqualTo(before.remove("Deployment/ioreq-operator")
                        .toString()
                        .replace("ioreq-operator:0.1.0", "registry.example.org/operator:0.1.1"));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void theNamespaceIsWhereHelmInstalls() {
        var elsewhere = rendered(helm().withNamespace("elsewhere")
                .set("admission.enabled", true)
                .set("certManager.enabled", true)
                .set("monitoring.enabled", true));

        assertThat(elsewhere).isNotEmpty().allSatisfy(object -> assertThat(object.toString())
                .doesNotContain("ioreq-system"));
        assertThat(elsewhere).noneMatch(object -> object.path("kind").asText().equals("Namespace"));
    }

    @Test
    void helmFindsNothingToComplainAbout() {
        assumeHelm();

        var result = new Helm(ChartTemplates.CHART).lint().strict().call();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    private static TemplateCommand helm() {
        assumeHelm();
        return new Helm(ChartTemplates.CHART)
                .template()
                .withName("ioreq")
                .withNamespace("ioreq-system")
                .withKubeVersion("1.30.0");
    }

    private static void assumeHelm() {
        assumeThat(System.getProperty("os.name") + "/" + System.getProperty("os.arch"))
                .as("Helm comes as a library, and only the one for this platform is among the dependencies")
                .isEqualTo("Linux/amd64");
    }

    private static List<ObjectNode> rendered(TemplateCommand command) {
        return Manifests.documents(command.call());
    }
}
