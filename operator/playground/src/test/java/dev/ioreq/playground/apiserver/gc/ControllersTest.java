package dev.ioreq.playground.apiserver.gc;

import static dev.ioreq.playground.apiserver.Server.node;
import static dev.ioreq.playground.apiserver.Server.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.Server;
import dev.ioreq.playground.apiserver.client.ResourceClient;
import dev.ioreq.playground.apiserver.write.DeleteOptions;
import dev.ioreq.playground.apiserver.write.DeleteOptions.Propagation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControllersTest {
    private Server server;
    private ResourceClient maps;

    @BeforeEach
    void start() {
        server = Server.start();
        maps = server.resource("v1", "configmaps");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void dependentsFollowTheirOwner() {
        var owner = map("owner");
        owned("child", owner);
        var child = maps.get("default", "child").orElseThrow();
        owned("grandchild", child);

        maps.delete("default", "owner", DeleteOptions.BACKGROUND);

        await().until(() -> isGone("child") && isGone("grandchild"));
    }

    @Test
    void aDependentLivesAsLongAsOneOwnerDoes() {
        var one = map("one");
        var other = map("other");
        var child = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: child, namespace: default}}");
        var references = child.withObjectProperty("metadata").putArray("ownerReferences");
        references.add(reference(one)).add(reference(other));
        maps.create(child);

        maps.delete("default", "one", DeleteOptions.BACKGROUND);

        await().until(() -> maps.get("default", "child")
                        .orElseThrow()
                        .at("/metadata/ownerReferences")
                        .size()
                == 1);
        maps.delete("default", "other", DeleteOptions.BACKGROUND);
        await().until(() -> isGone("child"));
    }

    @Test
    void aDependentOfNobodyIsCollected() {
        var ghost = map("ghost");
        maps.delete("default", "ghost", DeleteOptions.BACKGROUND);

        owned("child", ghost);

        await().until(() -> isGone("child"));
    }

    @Test
    void aNewIncarnationOfTheOwnerIsNotTheOwner() {
        var first = map("owner");
        owned("child", first);
        maps.patch("default", "child", node("{metadata: {finalizers: [test.ioreq.dev/held]}}"));
        maps.delete("default", "owner", DeleteOptions.BACKGROUND);
        map("owner");

        await().until(() -> !maps.get("default", "child")
                .orElseThrow()
                .at("/metadata/deletionTimestamp")
                .asText("")
                .isEmpty());
    }

    @Test
    void orphansAreLetGo() {
        owned("child", map("owner"));

        maps.delete("default", "owner", with(Propagation.ORPHAN));

        await().until(() -> isGone("owner"));
        assertThat(maps.get("default", "child").orElseThrow().at("/metadata/ownerReferences"))
                .isEmpty();
    }

    @Test
    void inTheForegroundTheOwnerGoesLast() {
        owned("child", map("owner"));
        maps.patch("default", "child", node("{metadata: {finalizers: [test.ioreq.dev/held]}}"));

        maps.delete("default", "owner", with(Propagation.FOREGROUND));

        await().until(() -> !maps.get("default", "child")
                .orElseThrow()
                .at("/metadata/deletionTimestamp")
                .asText("")
                .isEmpty());
        assertThat(isGone("owner")).isFalse();
        var finalizers = maps.get("default", "child").orElseThrow().at("/metadata/finalizers");
        assertThat(finalizers).extracting(name -> name.asText()).contains("test.ioreq.dev/held");
        maps.patch("default", "child", node("{metadata: {finalizers: null}}"));
        await().until(() -> isGone("child") && isGone("owner"));
    }

    @Test
    void aNamespaceGetsItsServiceAccountAndGetsItBack() {
        var accounts = server.resource("v1", "serviceaccounts");
        server.resource("v1", "namespaces").ensure("", "demo");
        await().until(() -> accounts.get("demo", "default").isPresent());

        accounts.delete("demo", "default", DeleteOptions.BACKGROUND);

        await().until(() -> accounts.get("demo", "default").isPresent());
    }

    @Test
    void aNamespaceEmptiesBeforeItGoesAndTakesNothingNew() {
        var namespaces = server.resource("v1", "namespaces");
        namespaces.ensure("", "demo");
        maps.create(yaml("{metadata: {name: held, namespace: demo, finalizers: [test.ioreq.dev/held]}}"));
        maps.create(yaml("{metadata: {name: free, namespace: demo}}"));

        namespaces.delete("", "demo", DeleteOptions.BACKGROUND);

        await().until(() -> maps.get("demo", "free").isEmpty());
        assertThat(namespaces.get("", "demo").orElseThrow().at("/status/phase").asText())
                .isEqualTo("Terminating");
        assertThatThrownBy(() -> maps.create(yaml("{metadata: {name: late, namespace: demo}}")))
                .hasMessage(
                        "configmaps \"late\" is forbidden: unable to create new content in namespace demo because it is"
                                + " being terminated");
        maps.patch("demo", "held", node("{metadata: {finalizers: null}}"));
        await().until(() -> namespaces.get("", "demo").isEmpty());
    }

    @Test
    void aCrdGoesAfterItsObjectsAndIsServedNoMore() {
        var crds = server.resource("apiextensions.k8s.io/v1", "customresourcedefinitions");
        crds.create(
                yaml(
                        """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: things.test.ioreq.dev}
                spec:
                  group: test.ioreq.dev
                  scope: Cluster
                  names: {plural: things, kind: Thing}
                  versions:
                  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
                """));
        var things = server.resource("test.ioreq.dev/v1", "things");
        things.create(yaml("{metadata: {name: held, finalizers: [test.ioreq.dev/held]}}"));

        crds.delete("", "things.test.ioreq.dev", DeleteOptions.BACKGROUND);

        await().until(() -> !things.get("", "held")
                .orElseThrow()
                .at("/metadata/deletionTimestamp")
                .isMissingNode());
        assertThat(crds.get("", "things.test.ioreq.dev")).isPresent();
        things.patch("", "held", node("{metadata: {finalizers: null}}"));
        await().until(() -> crds.get("", "things.test.ioreq.dev").isEmpty());
        assertThatThrownBy(() -> server.resource("test.ioreq.dev/v1", "things"))
                .hasMessage("the server could not find the requested resource");
    }

    @Test
    void aCrdThatCannotBeServedIsRefused() {
        var crds = server.resource("apiextensions.k8s.io/v1", "customresourcedefinitions");
        String crd =
                """
                metadata: {name: things.test.ioreq.dev}
                spec:
                  group: test.ioreq.dev
                  scope: Cluster
                  names: {plural: things, kind: Thing}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    additionalPrinterColumns: [{name: X, type: string, jsonPath: 'no path'}]
                    schema: {openAPIV3Schema: {type: object, properties: {a: {type: string, pattern: '('}}}}
                """;

        assertThatThrownBy(() -> crds.create(yaml(crd)))
                .hasMessageContaining(
                        "spec.versions[0].additionalPrinterColumns[0].jsonPath: Invalid value: \"no path\"")
                .hasMessageContaining(
                        "spec.versions[0].schema.openAPIV3Schema: Invalid value: \"(\": must be a valid regular");
    }

    private static DeleteOptions with(Propagation propagation) {
        return new DeleteOptions(null, propagation, "", "", false);
    }

    private boolean isGone(String name) {
        return maps.get("default", name).isEmpty();
    }

    private ObjectNode map(String name) {
        return maps.create(yaml("{metadata: {name: %s, namespace: default}}".formatted(name)));
    }

    private void owned(String name, ObjectNode owner) {
        var child = yaml("{metadata: {name: %s, namespace: default}}".formatted(name));
        child.withObjectProperty("metadata").putArray("ownerReferences").add(reference(owner));
        maps.create(child);
    }

    private static ObjectNode reference(ObjectNode owner) {
        return yaml("{apiVersion: v1, kind: ConfigMap, name: %s, uid: %s}"
                .formatted(
                        owner.at("/metadata/name").asText(),
                        owner.at("/metadata/uid").asText()));
    }
}
