package dev.ioreq.playground.apiserver.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How objects are watched, held and let go. Told on every stage alike. */
abstract class LifeStory {
    private Widgets widgets;
    private String namespace;

    abstract ApiStage stage();

    @BeforeEach
    void aNamespaceOfItsOwn() {
        namespace = stage().newNamespace();
        widgets = new Widgets(stage(), namespace);
    }

    @Test
    void aWatchTellsWhatHappensAfterAVersion() throws Exception {
        widgets.create("before", "{\"color\":\"red\"}").expect(201);
        String version = stage().get(widgets.path())
                .expect(200)
                .json()
                .at("/metadata/resourceVersion")
                .asText();
        widgets.create("w", "{\"color\":\"red\"}").expect(201);
        widgets.merge("w", "{\"spec\":{\"size\":2}}").expect(200);
        widgets.delete("w", "").expect(200);

        assertThat(watch(widgets.path() + "?watch=1&timeoutSeconds=20&resourceVersion=" + version, 3))
                .containsExactly("ADDED w", "MODIFIED w", "DELETED w");
    }

    @Test
    @Tag(RealStage.SINCE_1_31)
    void aWatchFromNowhereBeginsWithWhatExists() throws Exception {
        widgets.create("a", "{\"color\":\"red\"}").expect(201);
        widgets.create("b", "{\"color\":\"blue\"}").expect(201);

        assertThat(watch(widgets.path() + "?watch=1&timeoutSeconds=20", 2)).containsExactly("ADDED a", "ADDED b");
        assertThat(watch(widgets.path() + "?watch=1&timeoutSeconds=20&fieldSelector=spec.color%3Dblue", 1))
                .containsExactly("ADDED b");
    }

    @Test
    void whatCeasesToMatchASelectorIsDeletedForItsWatcher() throws Exception {
        String version = stage().get(widgets.path())
                .expect(200)
                .json()
                .at("/metadata/resourceVersion")
                .asText();
        widgets.create("w", "{\"color\":\"red\"}").expect(201);
        widgets.merge("w", "{\"metadata\":{\"labels\":{\"on\":\"1\"}}}").expect(200);
        widgets.merge("w", "{\"metadata\":{\"labels\":{\"on\":null}}}").expect(200);

        assertThat(watch(widgets.path() + "?watch=1&timeoutSeconds=20&labelSelector=on&resourceVersion=" + version, 2))
                .containsExactly("ADDED w", "DELETED w");
    }

    private List<String> watch(String path, int events) throws Exception {
        var response = stage().http().send(stage().request(path).build(), BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .limit(events)
                    .map(Widgets::json)
                    .map(event -> event.path("type").asText() + " "
                            + event.at("/object/metadata/name").asText())
                    .toList();
        }
    }

    @Test
    void aClientLibraryWatchesAndListsThroughAnInformer() {
        var names = new CopyOnWriteArrayList<String>();
        widgets.create("first", "{\"color\":\"red\"}").expect(201);
        var resources = stage().client()
                .genericKubernetesResources("story.ioreq.dev/v1", "Widget")
                .inNamespace(namespace);

        try (var informer = resources.inform(new ResourceEventHandler<GenericKubernetesResource>() {
            @Override
            public void onAdd(GenericKubernetesResource widget) {
                names.add("+" + widget.getMetadata().getName());
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
                names.add("~" + after.getMetadata().getName());
            }

            @Override
            public void onDelete(GenericKubernetesResource widget, boolean unknown) {
                names.add("-" + widget.getMetadata().getName());
            }
        })) {
            widgets.create("second", "{\"color\":\"red\"}").expect(201);
            widgets.merge("second", "{\"spec\":{\"size\":2}}").expect(200);
            widgets.delete("second", "").expect(200);

            await().untilAsserted(() -> assertThat(names).containsExactly("+first", "+second", "~second", "-second"));
            assertThat(informer.hasSynced()).isTrue();
        }
    }

    @Test
    @Tag(RealStage.BUILT_IN)
    void aClientLibrarysWatchEndsWhenClosed() {
        var events = new CopyOnWriteArrayList<String>();
        var pods = stage().client().configMaps().inNamespace(namespace);

        try (var watch = pods.watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap map) {
                events.add(action + " " + map.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {
                events.add("failed: " + cause.getMessage());
            }
        })) {
            assertThat(watch).isNotNull();
            stage().send(
                            "POST",
                            "/api/v1/namespaces/" + namespace + "/configmaps",
                            "application/json",
                            "{\"metadata\":{\"name\":\"c\"},\"data\":{\"a\":\"b\"}}")
                    .expect(201);
            await().untilAsserted(() -> assertThat(events).contains("ADDED c"));
        }
        assertThat(events).noneMatch(event -> event.startsWith("failed"));
    }

    @Test
    void aFinalizerHoldsAnObjectUntilItIsTakenOff() {
        widgets.create("w", "{\"color\":\"red\"}").expect(201);
        widgets.merge("w", "{\"metadata\":{\"finalizers\":[\"story.ioreq.dev/held\"]}}")
                .expect(200);

        widgets.delete("w", "").expect(200);
        var held = widgets.get("w");
        var late =
                widgets.merge("w", "{\"metadata\":{\"finalizers\":[\"story.ioreq.dev/held\",\"story.ioreq.dev/x\"]}}");
        widgets.merge("w", "{\"metadata\":{\"finalizers\":null}}").expect(200);

        assertThat(held.at("/metadata/deletionTimestamp").asText()).isNotEmpty();
        assertThat(late.code()).isEqualTo(422);
        assertThat(late.message()).contains("metadata.finalizers: Forbidden: no new finalizers can be added");
        stage().get(widgets.path("w")).expect(404);
    }

    @Test
    void aDeleteOfAnotherIncarnationIsRefused() {
        widgets.create("w", "{\"color\":\"red\"}").expect(201);

        var refused = widgets.delete("w", "{\"preconditions\":{\"uid\":\"00000000-0000-0000-0000-000000000000\"}}")
                .expect(409);

        assertThat(refused.message())
                .contains("the UID in the precondition (00000000-0000-0000-0000-000000000000) does not match");
    }

    @Test
    @Tag(RealStage.SINCE_1_31)
    void aCollectionIsDeletedBySelector() {
        widgets.create("a", "{\"color\":\"red\"}").expect(201);
        widgets.create("b", "{\"color\":\"blue\"}").expect(201);

        stage().send("DELETE", widgets.path() + "?fieldSelector=spec.color%3Dblue", "application/json", "")
                .expect(200);

        assertThat(stage().get(widgets.path()).json().path("items").findValuesAsText("name"))
                .containsExactly("a");
    }

    @Test
    @Tag(RealStage.BUILT_IN)
    void aLeaseIsTakenByTheOneWhoReadItLast() {
        var leases = stage().client().leases().inNamespace(namespace);
        var made = leases.resource(new LeaseBuilder()
                        .withMetadata(new ObjectMetaBuilder().withName("leader").build())
                        .withNewSpec()
                        .withHolderIdentity("one")
                        .withLeaseDurationSeconds(15)
                        .endSpec()
                        .build())
                .create();
        made.getSpec().setHolderIdentity("two");
        leases.resource(made).update();

        made.getSpec().setHolderIdentity("three");
        try {
            leases.resource(made).update();
            throw new AssertionError("a stale holder took the lease");
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).isEqualTo(409);
        }
        assertThat(leases.withName("leader").get().getSpec().getHolderIdentity())
                .isEqualTo("two");
    }
}
