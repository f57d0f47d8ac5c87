package dev.ioreq.playground.apiserver.client;

import static dev.ioreq.playground.apiserver.Server.node;
import static dev.ioreq.playground.apiserver.Server.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.playground.apiserver.Server;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.write.DeleteOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourceClientTest {
    private static final String POD =
            "{metadata: {name: p, namespace: default}, spec: {nodeName: xen-1, containers: [{name: c, image: 'i:1'}]}}";
    private Server server;
    private ResourceClient pods;

    @BeforeEach
    void start() {
        server = Server.start();
        pods = server.resource("v1", "pods");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPodRunnerSeesItsNodesPodsReportsOnThemAndLetsThemGo() throws Exception {
        var seen = new CopyOnWriteArrayList<String>();
        try (var watch = pods.watch(
                "",
                "",
                "spec.nodeName=xen-1",
                event -> seen.add(
                        event.kind() + " " + event.object().at("/status/phase").asText()))) {
            assertThat(watch).isNotNull();
            pods.create(yaml(POD));
            pods.patchStatus("default", "p", node("{status: {phase: Running}}"));
            pods.delete("default", "p", DeleteOptions.BACKGROUND);
            await().until(() -> seen.size() == 3);
            var ending = pods.get("default", "p").orElseThrow();
            assertThat(ending.at("/metadata/deletionGracePeriodSeconds").asInt())
                    .isEqualTo(30);

            pods.delete("default", "p", DeleteOptions.NOW);

            await().until(() -> seen.size() == 4);
        }
        assertThat(seen).containsExactly("ADDED Pending", "MODIFIED Running", "MODIFIED Running", "DELETED Running");
    }

    @Test
    void aPodThatRunsNowhereOrHasEndedGoesAtOnce() {
        pods.create(yaml(POD.replace("nodeName: xen-1, ", "")));
        pods.delete("default", "p", DeleteOptions.BACKGROUND);
        assertThat(pods.get("default", "p")).isEmpty();

        pods.create(yaml(POD));
        pods.patchStatus("default", "p", node("{status: {phase: Succeeded}}"));
        pods.delete("default", "p", DeleteOptions.BACKGROUND);
        assertThat(pods.get("default", "p")).isEmpty();
    }

    @Test
    void whatAClientHoldsIsItsOwn() {
        var made = pods.create(yaml(POD));
        made.withObjectProperty("metadata").put("name", "scribbled");
        pods.get("default", "p").orElseThrow().remove("spec");

        assertThat(pods.get("default", "p").orElseThrow().at("/metadata/name").asText())
                .isEqualTo("p");
        assertThat(pods.get("default", "p").orElseThrow().at("/spec/nodeName").asText())
                .isEqualTo("xen-1");
    }

    @Test
    void aStaleReplaceIsAConflict() {
        var made = pods.create(yaml(POD));
        pods.patch("default", "p", node("{metadata: {labels: {a: b}}}"));

        assertThatThrownBy(() -> pods.replace(made))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(409));
    }

    @Test
    void everyRequestIsCountedForItsUser() {
        var operator = server.server().client(new User("operator", List.of()));
        operator.resource("v1", "configmaps").create(yaml("{metadata: {name: c, namespace: default}}"));
        operator.resource("v1", "configmaps").apply(yaml("{metadata: {name: c, namespace: default}, data: {a: b}}"));
        operator.resource("v1", "configmaps").get("default", "c");

        var log = server.server().requests();

        assertThat(log.writesOf("operator")).isEqualTo(2);
        assertThat(log.count(asked -> asked.toString().equals("operator apply configmaps")))
                .isEqualTo(1);
        assertThat(log.count(asked -> asked.toString().equals("operator get configmaps")))
                .isEqualTo(1);
        log.reset();
        assertThat(log.snapshot()).isEmpty();
    }

    @Test
    void eventsAreOneCollectionInTwoGroups() {
        server.resource("v1", "events")
                .create(
                        yaml(
                                """
                        {metadata: {name: e, namespace: default}, involvedObject: {kind: Pod, name: p}, reason: Started,
                         message: it runs, count: 2, type: Normal}
                        """));

        var other = server.resource("events.k8s.io/v1", "events")
                .list("", "", "regarding.name=p")
                .get(0);

        assertThat(other.path("note").asText()).isEqualTo("it runs");
        assertThat(other.path("apiVersion").asText()).isEqualTo("events.k8s.io/v1");
        assertThat(other.path("deprecatedCount").asInt()).isEqualTo(2);
    }
}
