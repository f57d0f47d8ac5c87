package dev.ioreq.playground.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.Server;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** GitOps tools say of our resources what is so. */
class HealthTest {
    private static HealthLua lua;

    @BeforeAll
    static void read() throws Exception {
        lua = HealthLua.shipped();
    }

    static Stream<RecordedState> states() {
        return RecordedState.all();
    }

    static Stream<RecordedState> statesFluxHasExpressionsFor() {
        // Flux asks its expressions of nothing that is being deleted, and XenNodes are the operator's, not Git's.
        return states().filter(state -> !state.kstatus().equals("Terminating"))
                .filter(state -> !state.resource().path("kind").asText().equals("XenNode"));
    }

    @ParameterizedTest
    @MethodSource("states")
    void argoSaysSo(RecordedState state) {
        assertThat(lua.of(state.resource()).status()).isEqualTo(state.health());
    }

    @ParameterizedTest
    @MethodSource("states")
    void kstatusSaysSo(RecordedState state) {
        assertThat(Kstatus.of(state.resource())).hasToString(state.kstatus());
    }

    @ParameterizedTest
    @MethodSource("statesFluxHasExpressionsFor")
    void fluxSaysSo(RecordedState state) throws Exception {
        var expressions =
                FluxExpressions.shippedFor(state.resource().path("kind").asText());

        assertThat(expressions.of(state.resource())).hasToString(state.kstatus());
    }

    @ParameterizedTest
    @MethodSource("states")
    void argoAndKstatusNeverDisagree(RecordedState state) {
        var meaning = Map.of(
                Kstatus.Current, "Healthy",
                Kstatus.Failed, "Degraded",
                Kstatus.InProgress, "Progressing",
                Kstatus.Terminating, "Progressing");

        assertThat(lua.of(state.resource()).status()).isEqualTo(meaning.get(Kstatus.of(state.resource())));
    }

    @Test
    void argoShowsTheOperatorsOwnWords() {
        JsonNode stalled = states().filter(state -> state.health().equals("Degraded"))
                .findFirst()
                .orElseThrow()
                .resource();

        assertThat(lua.of(stalled).message()).startsWith("No DomainGrant lets namespace demo");
    }

    @Test
    void aServerThatHasJustBeenDeclaredIsInProgressBeforeAnybodyLookedAtIt() {
        try (var server = Server.start()) {
            var admin = server.client();
            for (Path crd : Installation.types()) {
                Manifests.documents(crd)
                        .forEach(type -> admin.resource("apiextensions.k8s.io/v1", "customresourcedefinitions")
                                .create(type));
            }
            admin.resource("v1", "namespaces").ensure("", "demo");
            ObjectNode declared = Manifests.documents(Manifests.ROOT.resolve("examples/serial-console.yaml")).stream()
                    .filter(document -> document.path("kind").asText().equals("IoreqServer"))
                    .findFirst()
                    .orElseThrow();

            JsonNode fresh =
                    admin.resource("ioreq.dev/v1alpha1", "ioreqservers").create(declared);

            assertThat(Kstatus.of(fresh)).isEqualTo(Kstatus.InProgress);
            assertThat(lua.of(fresh).status()).isEqualTo("Progressing");
        }
    }
}
