package dev.ioreq.playground.apiserver.auth;

import static dev.ioreq.playground.apiserver.Server.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.playground.apiserver.ApiServerConfig;
import dev.ioreq.playground.apiserver.Server;
import dev.ioreq.playground.apiserver.client.ApiClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RbacAuthorizerTest {
    private static final String RBAC = "rbac.authorization.k8s.io/v1";
    private final Server server = Server.start(ApiServerConfig::enforcingRbac);
    private ApiClient operator;

    @BeforeEach
    void anOperator() {
        operator = server.server().client(new User("operator", List.of("system:authenticated")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nothingIsAllowedWithoutARole() {
        assertThatThrownBy(() -> operator.resource("v1", "pods").list("default", "", ""))
                .hasMessage(
                        "pods is forbidden: User \"operator\" cannot list resource \"pods\" in API group \"\" in the"
                                + " namespace \"default\"");
        assertThatThrownBy(() -> operator.resource("v1", "nodes").get("", "xen-1"))
                .hasMessage(
                        "nodes \"xen-1\" is forbidden: User \"operator\" cannot get resource \"nodes\" in API group \"\""
                                + " at the cluster scope");
    }

    @Test
    void aClusterRoleAllowsEverywhereWhatItNames() {
        role("ClusterRole", "", "{apiGroups: [''], resources: [pods, pods/status], verbs: [list, create, patch]}");
        bind("ClusterRoleBinding", "", "ClusterRole");
        var pods = operator.resource("v1", "pods");
        pods.create(yaml("{metadata: {name: p, namespace: default}, spec: {containers: [{name: c, image: i}]}}"));

        pods.patchStatus("default", "p", yaml("{status: {phase: Running}}"));

        assertThat(pods.list("", "", "")).hasSize(1);
        assertThatThrownBy(() -> pods.get("default", "p")).hasMessageContaining("cannot get");
    }

    @Test
    void aRoleAllowsInItsNamespaceOnlyAndByNameIfItNames() {
        role("Role", "default", "{apiGroups: [''], resources: [configmaps], verbs: [get], resourceNames: [mine]}");
        bind("RoleBinding", "default", "Role");
        var maps = operator.resource("v1", "configmaps");

        assertThat(maps.get("default", "mine")).isEmpty();
        assertThatThrownBy(() -> maps.get("default", "yours")).hasMessageContaining("is forbidden");
        assertThatThrownBy(() -> maps.get("kube-system", "mine")).hasMessageContaining("is forbidden");
    }

    private void role(String kind, String namespace, String rule) {
        String plural = kind.equals("Role") ? "roles" : "clusterroles";
        server.resource(RBAC, plural)
                .create(yaml("{metadata: {name: r, namespace: '%s'}, rules: [%s]}".formatted(namespace, rule)));
    }

    private void bind(String kind, String namespace, String role) {
        String plural = kind.equals("RoleBinding") ? "rolebindings" : "clusterrolebindings";
        server.resource(RBAC, plural)
                .create(yaml(
                        "{metadata: {name: b, namespace: '%s'}, roleRef: {kind: %s, name: r}, subjects: [{kind: User, name: operator}]}"
                                .formatted(namespace, role)));
    }
}
