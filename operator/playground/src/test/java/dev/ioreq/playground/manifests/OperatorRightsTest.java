package dev.ioreq.playground.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The operator may do what it does, and nothing else; the agents nothing. */
class OperatorRightsTest {
    private final List<ObjectNode> rbac = Manifests.documents(Manifests.ROOT.resolve("base/operator-rbac.yaml"));

    @Test
    void inTheClusterItMayDoExactlyThis() {
        assertThat(rights("ClusterRole"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "nodes", verbs("get", "list", "watch"),
                        "pods", verbs("get", "list", "watch", "create", "delete"),
                        "events", verbs("get", "create", "patch"),
                        "ioreqservers.ioreq.dev", verbs("get", "list", "watch", "patch"),
                        "ioreqservers/status.ioreq.dev", verbs("patch"),
                        "xennodes.ioreq.dev", verbs("list", "watch", "create"),
                        "xennodes/status.ioreq.dev", verbs("patch"),
                        "domaingrants.ioreq.dev", verbs("list", "watch"),
                        "domaingrants/status.ioreq.dev", verbs("patch")));
    }

    @Test
    void inItsNamespaceItMayHoldItsOwnLeaseAndNoOther() {
        assertThat(rights("Role"))
                .containsExactlyEntriesOf(
                        Map.of("leases.coordination.k8s.io", verbs("get", "create", "update", "patch")));
        for (JsonNode rule : Manifests.find(rbac, "Role", "ioreq-operator").path("rules")) {
            if (!Json.texts(rule.path("verbs")).equals(List.of("create"))) {
                assertThat(Json.texts(rule.path("resourceNames"))).containsExactly("ioreq-operator");
            }
        }
    }

    @Test
    void theAgentsAccountIsBoundToNothingAndHasNoToken() {
        List<ObjectNode> all = Manifests.documents(Manifests.ROOT.resolve("base/agent-daemonset.yaml"));
        JsonNode daemonSet = Manifests.find(all, "DaemonSet", "ioreq-agent");

        assertThat(daemonSet.at("/spec/template/spec/automountServiceAccountToken"))
                .isEqualTo(Json.MAPPER.getNodeFactory().booleanNode(false));
        assertThat(Manifests.find(all, "ServiceAccount", "ioreq-agent").path("automountServiceAccountToken"))
                .isEqualTo(Json.MAPPER.getNodeFactory().booleanNode(false));
        assertThat(rbac.stream().flatMap(object -> object.path("subjects").findValuesAsText("name").stream()))
                .isNotEmpty()
                .containsOnly("ioreq-operator");
    }

    @Test
    void nobodyButTheClustersAdministratorMayGiveGrants() {
        for (JsonNode role : Manifests.documents(Manifests.ROOT.resolve("base/user-roles.yaml"))) {
            assertThat(role.toString()).contains("ioreqservers").doesNotContain("domaingrants", "\"*\"");
        }
    }

    private TreeMap<String, TreeSet<String>> rights(String kind) {
        var rights = new TreeMap<String, TreeSet<String>>();
        for (JsonNode rule : Manifests.find(rbac, kind, "ioreq-operator").path("rules")) {
            for (String group : Json.texts(rule.path("apiGroups"))) {
                for (String resource : Json.texts(rule.path("resources"))) {
                    rights.computeIfAbsent(resource + (group.isEmpty() ? "" : "." + group), none -> new TreeSet<>())
                            .addAll(Json.texts(rule.path("verbs")));
                }
            }
        }
        return rights;
    }

    private static TreeSet<String> verbs(String... verbs) {
        return new TreeSet<>(List.of(verbs));
    }
}
