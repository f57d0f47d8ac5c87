package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.xennode.XenNode;
import dev.ioreq.crds.xennode.XenNodeSpec;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.launch.Artifacts;
import dev.ioreq.playground.launch.SupervisedProcess;
import dev.ioreq.playground.manifests.HealthLua;
import dev.ioreq.playground.manifests.Kstatus;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.pods.EmulatorImages;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.ControlPlane;
import dev.ioreq.playground.story.Eventually;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.playground.story.Replica;
import dev.ioreq.playground.story.Server;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator among others in a cluster: what it says at every step of a life, what it writes and owns, what becomes of its things
 * when others delete what they stand on, and which rights all of that took.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CitizenIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Everything is Ready and told of when nothing has been written for so long. */
    private static final Duration STILLNESS = Duration.ofSeconds(6);
    /** What a loaded machine may add to a takeover. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    private static final Duration QUIET = Duration.ofSeconds(4);
    private static final String OPERATOR = "ioreq-operator";
    private static final Map<Kstatus, String> ARGO = Map.of(
            Kstatus.Current, "Healthy",
            Kstatus.Failed, "Degraded",
            Kstatus.InProgress, "Progressing",
            Kstatus.Terminating, "Progressing");

    private static final String TALKATIVE =
            """
            await 0x3f8
            loop {
              print 0x3f8 "all is well\\n"
              sleep 100ms
            }
            """;

    @TempDir
    private static Path directory;

    private Kubectl kubectl;
    private PlaygroundCluster cluster;
    private Recorded servers;
    private Recorded nodes;
    private Recorded grants;

    @BeforeAll
    void twoNodes() throws Exception {
        cluster = PlaygroundCluster.start(new ClusterPlan(List.of("xen-a", "xen-b"), List.of()));
        servers = new Recorded(cluster.client(), "IoreqServer");
        nodes = new Recorded(cluster.client(), "XenNode");
        grants = new Recorded(cluster.client(), "DomainGrant");
        kubectl = new Kubectl(cluster.kubeconfig(), directory, directory);
        for (String name : List.of("guest", "other")) {
            cluster.boots(new DeclaredGuest("xen-a", name, DomainType.PVH, 1, ""));
        }
        cluster.boots(new DeclaredGuest("xen-a", "web-1", DomainType.HVM, 1, TALKATIVE));
        cluster.boots(new DeclaredGuest("xen-b", "doomed", DomainType.PVH, 1, ""));
        cluster.declare(Declarations.grant("none"));
        cluster.awaitAgents();
    }

    @AfterAll
    void end() {
        for (AutoCloseable recorded : List.of(servers, nodes, grants)) {
            try {
                recorded.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        cluster.close();
    }

    /** So that one that fails spoils none that follows. */
    @AfterEach
    void noServerStays() throws Exception {
        if (cluster.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .list()
                .getItems()
                .isEmpty()) {
            return;
        }
        for (Server server : cluster.servers()) {
            server.isDeleted();
            server.awaitGone(PATIENCE);
        }
    }

    @Test
    @Order(1)
    void aLifeWithAllThatCanHappenInOne() throws Exception {
        String declaration =
                Declarations.server("lived", "{name: guest}", Declarations.ports(0x3f8), EmulatorImages.MANY);
        Server server = declared(declaration);
        server.await(ConditionType.READY, ConditionStatus.FALSE, "NoGrant", PATIENCE);

        cluster.declare(Declarations.grant("*"));
        server.awaitReady(PATIENCE);

        for (int time = 0; time < 2; time++) {
            cluster.declare(declaration.replace(EmulatorImages.MANY, "registry.example.org/no-such-emulator:1"));
            Eventually.within(
                    PATIENCE,
                    "it says which image cannot be had",
                    () -> server.condition(ConditionType.READY)
                                    .filter(ready -> ready.status() == ConditionStatus.FALSE)
                                    .filter(ready -> ready.message().contains("no-such-emulator"))
                                    .isPresent()
                            ? Optional.empty()
                            : Optional.of("it says " + server.condition(ConditionType.READY)));

            cluster.declare(declaration);
            server.awaitReady(PATIENCE);
        }

        cluster.declare(declaration + "  enabled: false\n");
        server.await(ConditionType.READY, ConditionStatus.TRUE, "Disabled", PATIENCE);

        cluster.guest("guest").isDestroyed();
        cluster.boots(new DeclaredGuest("xen-a", "guest", DomainType.PVH, 1, ""));
        server.awaitReady(PATIENCE);

        cluster.declare(declaration);
        server.await(ConditionType.READY, ConditionStatus.TRUE, "Ready", PATIENCE);
        Eventually.within(PATIENCE, "what was said again and again is one Event", () -> {
            List<Integer> counts = eventsAbout("lived").stream()
                    .filter(event -> event.getReason().equals("Ready"))
                    .map(Event::getCount)
                    .toList();
            return counts.size() == 1 && counts.get(0) >= 3 ? Optional.empty() : Optional.of("counts are " + counts);
        });
        server.isDeleted();
        server.awaitGone(PATIENCE);
    }

    @Test
    @Order(2)
    void aServerThatNeverCameToLifeGoesToo() throws Exception {
        Server unborn = declared(
                Declarations.server("unborn", "{name: nobody}", Declarations.ports(0x3f8), EmulatorImages.MANY));
        unborn.await(ConditionType.READY, ConditionStatus.FALSE, "DomainNotFound", PATIENCE);

        unborn.isDeleted();

        unborn.awaitGone(PATIENCE);
    }

    @Test
    @Order(3)
    void atEveryStepOfThatLifeGitOpsToolsSeeWhatIsSo() throws Exception {
        HealthLua lua = HealthLua.shipped();

        List<JsonNode> life = servers.of("lived");

        assertThat(new LinkedHashSet<>(life.stream().map(Kstatus::of).toList()))
                .as("first in progress, for want of a grant failed, then there, and at last on its way out")
                .containsSubsequence(Kstatus.InProgress, Kstatus.Failed, Kstatus.Current, Kstatus.Terminating);
        for (List<JsonNode> kind : List.of(life, nodes.versions(), grants.versions())) {
            assertThat(kind).isNotEmpty().allSatisfy(version -> {
                Kstatus status = Kstatus.of(version);
                assertThat(lua.of(version).status()).isEqualTo(ARGO.get(status));
                assertThat(status == Kstatus.Current)
                        .as("there, if and only if Ready says so of this generation")
                        .isEqualTo(isCurrent(version) && says(version, "Ready", "True"));
                assertThat(says(version, "Ready", "True")
                                && (says(version, "Stalled", "True") || says(version, "Reconciling", "True")))
                        .as("Ready, and stuck or on its way at once")
                        .isFalse();
            });
        }
        List<JsonNode> node = nodes.of("xen-a");
        assertThat(Kstatus.of(node.get(node.size() - 1))).isEqualTo(Kstatus.Current);
    }

    @Test
    @Order(3)
    void theOperatorOwnsItsFinalizerAndStatusAndNothingElse() {
        for (List<JsonNode> kind : List.of(servers.versions(), nodes.versions(), grants.versions())) {
            for (JsonNode version : kind) {
                for (JsonNode owner : version.at("/metadata/managedFields")) {
                    if (owner.path("manager").asText().startsWith(OPERATOR)
                            || owner.path("manager").asText().startsWith("fabric8")) {
                        assertThat(owner.path("manager").asText()).isEqualTo(OPERATOR);
                        assertThat(owned(owner))
                                .as("what the operator owns in %s", version.path("metadata"))
                                .isSubsetOf("status", "finalizers");
                    }
                }
            }
        }
        assertThat(servers.of("lived"))
                .as("versions in which it owns its finalizer")
                .anySatisfy(
                        version -> assertThat(version.at("/metadata/finalizers").toString())
                                .contains("ioreq.dev/server"));
    }

    @Test
    @Order(4)
    @Tag(Stages.EMBEDDED_ONLY)
    void aRolloutByGitCommitAsDocumented() throws Exception {
        Kubectl.mustBeInstalled();
        Server server = cluster.server("demo", "web-1-console");
        List<String> steps = new Documentation("operator/docs/gitops.md").commands("A rollout, step by step");
        assertThat(steps).hasSize(6);
        String repository = steps.get(0);
        String follow = steps.get(1);
        String nothingHasDrifted = steps.get(2);
        String rollOut = steps.get(3).replace("ioreq-emulator:0.2.0", EmulatorImages.MANY);
        String rollBack = steps.get(4);
        String prune = steps.get(5);

        kubectl.shell(repository).ok();
        kubectl.shell(follow).ok();
        int id = server.status().orElseThrow().serverId();
        String version = version(server);

        assertThat(kubectl.shell(nothingHasDrifted).ok()).contains("web-1-console unchanged");
        assertThat(version(server)).isEqualTo(version);
        assertThat(kubectl.run("diff", "--server-side", "-k", "checkout/demo").ok())
                .isEmpty();

        String readme = new Documentation("README.md").commands("Try it").get(1);
        Eventually.within(PATIENCE, "the README's commands say how it is", () -> {
            String said =
                    kubectl.shell(readme.replace(" -w", "").replace(" -f", "")).ok();
            return said.contains("web-1-console") && said.contains("all is well")
                    ? Optional.empty()
                    : Optional.of("they say " + said);
        });
        server.awaitReady(PATIENCE);

        kubectl.shell(rollOut).ok();
        assertThat(emulatorImage()).isEqualTo(EmulatorImages.MANY);
        kubectl.shell(rollBack).ok();
        assertThat(emulatorImage()).isEqualTo(EmulatorImages.EMULATOR);
        assertThat(server.status().orElseThrow().serverId()).isEqualTo(id);

        kubectl.shell(prune).ok();
        assertThat(server.resource()).isEmpty();
        assertThat(cluster.serversInHypervisor("xen-a", "web-1")).isZero();
    }

    @Test
    @Order(5)
    void theXenNodeOfAnAgentsPodIsMadeByTheOperatorAndGoesWithItsNode() throws Exception {
        cluster.declare(
                """
                apiVersion: v1
                kind: Node
                metadata: {name: xen-c}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: agent-of-xen-c, namespace: ioreq-system, labels: {app.kubernetes.io/name: ioreq-agent}}
                spec:
                  nodeName: xen-c
                  containers: [{name: agent, image: "ioreq-agent:0.1.0"}]
                """);
        Eventually.within(
                PATIENCE,
                "XenNode xen-c is made",
                () -> cluster.xenNode("xen-c").isPresent() ? Optional.empty() : Optional.of("not yet"));

        cluster.client().nodes().withName("xen-c").delete();

        Eventually.within(
                PATIENCE, "XenNode xen-c goes", () -> cluster.xenNode("xen-c").map(left -> "it is there: " + left));
        // What a cluster's garbage collector of pods does with those whose node is gone.
        cluster.client()
                .pods()
                .inNamespace("ioreq-system")
                .withName("agent-of-xen-c")
                .withGracePeriod(0)
                .delete();
    }

    @Test
    @Order(6)
    void aNodeThatIsDeletedLetsItsServersGo() throws Exception {
        Server doomed = declared(
                Declarations.server("doomed", "{name: doomed}", Declarations.ports(0x3f8), EmulatorImages.MANY));
        doomed.awaitReady(PATIENCE);
        cluster.agent("xen-b").killAndHold();
        // As in a cluster whose agents are pods: nobody named this one's address.
        cluster.client().resources(XenNode.class).withName("xen-b").edit(node -> {
            node.setSpec(new XenNodeSpec(null));
            return node;
        });

        doomed.isDeleted();
        doomed.await(ConditionType.READY, ConditionStatus.UNKNOWN, "AgentUnreachable", PATIENCE);
        cluster.client().nodes().withName("xen-b").delete();

        doomed.awaitGone(PATIENCE);
        told("doomed", "NodeGone");
        Eventually.within(PATIENCE, "its pod is gone", () -> Optional.ofNullable(cluster.client()
                        .pods()
                        .inNamespace("demo")
                        .withName("doomed-emulator")
                        .get())
                .map(pod -> "it is there: " + pod.getStatus()));
    }

    @Test
    @Order(7)
    void aReleaseIsForcedAsDocumentedAndWhatTheAgentStillHoldsIsReleasedWhenItIsBack() throws Exception {
        Kubectl.mustBeInstalled();
        Server server = console("forced");
        cluster.agent("xen-a").killAndHold();
        try {
            server.isDeleted();
            server.await(ConditionType.READY, ConditionStatus.UNKNOWN, "AgentUnreachable", PATIENCE);

            kubectl.shell(filledIn("Forcing a release", "forced")).ok();
            server.awaitGone(PATIENCE);
            assertThat(cluster.serversInHypervisor("xen-a", "guest")).isEqualTo(1);
        } finally {
            cluster.agent("xen-a").release();
        }
        noServerIsLeft();
        told("xen-a", "OrphanReleased");
    }

    @Test
    @Order(8)
    void anotherOperatorTakesOverWithinTheLeaseAndRepeatsNothing() throws Exception {
        Server server = console("kept");
        Replica other = cluster.anotherOperator("second");
        Eventually.within(PATIENCE, "the second operator waits for the lease", other.health()::unready);
        ControlPlane api = cluster.controlPlane();
        Eventually.still(STILLNESS, PATIENCE, "writes of the operator", api::operatorWrites);
        String pod = pod("kept-emulator").getMetadata().getUid();
        String journal = journal();
        String version = version(server);
        Map<String, Long> writes = writes();
        long lists = api.operatorLists("ioreqservers.ioreq.dev");

        cluster.operator().killAndHold();
        long killed = System.nanoTime();
        Eventually.within(
                PATIENCE,
                "the second operator leads",
                () -> lease().getHolderIdentity().equals("second") ? Optional.empty() : Optional.of("not yet"));
        Duration took = Duration.ofNanos(System.nanoTime() - killed);

        assertThat(took)
                .isLessThan(
                        Duration.ofSeconds(lease().getLeaseDurationSeconds()).plus(SLACK));
        hears("xen-a", other);
        Eventually.throughout(
                QUIET,
                "the second operator writes nothing",
                () -> writes().equals(writes)
                        ? Optional.empty()
                        : Optional.of("it wrote: %s; before, the first had: %s; nodes were at last %s"
                                .formatted(writes(), writes, nodes.latest(4))));
        assertThat(api.operatorLists("ioreqservers.ioreq.dev"))
                .as("the second operator had everything in its cache already")
                .isEqualTo(lists);
        assertThat(pod("kept-emulator").getMetadata().getUid()).isEqualTo(pod);
        assertThat(journal()).as("what the agent was told").isEqualTo(journal);
        assertThat(version(server)).isEqualTo(version);

        Server late =
                declared(Declarations.server("late", "{name: other}", Declarations.ports(0x3f8), EmulatorImages.MANY));
        late.awaitReady(PATIENCE);

        cluster.operator().release();
        Eventually.within(PATIENCE, "the first operator is back", cluster.operatorHealth()::unready);
        endsWhenAsked(other);
        Eventually.within(
                PATIENCE,
                "the first operator leads again",
                () -> !lease().getHolderIdentity().equals("second") ? Optional.empty() : Optional.of("not yet"));
    }

    /** By SIGTERM, as a kubelet asks; it would have 30 s. */
    private static void endsWhenAsked(Replica operator) throws Exception {
        operator.process().terminate();
        Eventually.within(
                Duration.ofSeconds(25),
                "the operator ends",
                () -> operator.process().current().isAlive() ? Optional.of("it runs on") : Optional.empty());
    }

    @Test
    @Order(9)
    void aNamespaceThatIsDeletedTakesEverythingInItAlong() throws Exception {
        console("inhabitant").awaitReady(PATIENCE);

        cluster.client().namespaces().withName("demo").delete();

        theNamespaceIsGone();
        noServerIsLeft();
    }

    @Test
    @Order(10)
    void allThatTookExactlyTheRightsItHas() throws Exception {
        var used = cluster.controlPlane().operatorUsed();
        // The Java Operator SDK reviews its rights and does not start without this one, though it patches.
        used.get("leases.coordination.k8s.io").add("update");

        assertThat(used).isEqualTo(OperatorRights.granted());
    }

    @Test
    @Order(11)
    void anOperatorThatWentBeforeItsResourcesLeavesNoNamespaceStuckIfOneDoesAsDocumented() throws Exception {
        Kubectl.mustBeInstalled();
        cluster.declare(Declarations.grant("*"));
        console("left");
        for (SupervisedProcess operator : cluster.operators()) {
            operator.killAndHold();
        }
        cluster.client().namespaces().withName("demo").delete();
        assertThat(cluster.server("demo", "left").resource()).isPresent();

        kubectl.shell(filledIn("If the operator went first", "left")).ok();

        theNamespaceIsGone();
    }

    @Test
    @Order(12)
    @Tag(Stages.EMBEDDED_ONLY)
    void whatIsInstalledAsDocumentedGoesAsDocumentedAndLeavesNothing() throws Exception {
        Kubectl.mustBeInstalled();
        // Those whose finalizer was dropped by hand stay until their guests end.
        int left = cluster.serversInHypervisor("xen-a");
        cluster.operators().forEach(SupervisedProcess::release);
        var checkout = new Kubectl(
                cluster.kubeconfig(), directory, Artifacts.ofThisBuild().root());

        assertThat(checkout.shell(commands("install.md", "Try it, without Xen")).ok())
                .contains("deployment.apps/ioreq-operator created")
                .contains("web-1-console");
        checkout.shell(commands("operations.md", "Uninstall")).ok();

        assertThat(cluster.client()
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(cluster.client().rbac().clusterRoles().list().getItems()).isEmpty();
        assertThat(cluster.client().namespaces().withName("ioreq-system").get()).isNull();
        assertThat(cluster.serversInHypervisor("xen-a")).isLessThanOrEqualTo(left);
    }

    /** A server that is Ready. */
    private Server console(String name) throws Exception {
        Server server =
                declared(Declarations.server(name, "{name: guest}", Declarations.ports(0x3f8), EmulatorImages.MANY));
        server.awaitReady(PATIENCE);
        return server;
    }

    private Server declared(String yaml) {
        cluster.declare(yaml);
        return cluster.server("demo", yaml.replaceAll("(?s).*metadata: \\{name: ([a-z0-9-]+),.*", "$1"));
    }

    private static String filledIn(String heading, String name) throws Exception {
        return commands("operations.md", heading).replace("<namespace>", "demo").replace("<name>", name);
    }

    private static String commands(String page, String heading) throws Exception {
        return String.join("", new Documentation("operator/docs/" + page).commands(heading));
    }

    private static String version(Server server) {
        return server.resource().orElseThrow().getMetadata().getResourceVersion();
    }

    private Pod pod(String name) {
        return cluster.client().pods().inNamespace("demo").withName(name).get();
    }

    private String emulatorImage() {
        return pod("web-1-console-emulator").getSpec().getContainers().get(0).getImage();
    }

    /** What the operators have written so far, the lease aside. */
    private Map<String, Long> writes() {
        Map<String, Long> writes = cluster.controlPlane().operatorWritesByKind();
        writes.keySet().removeIf(write -> write.contains("leases"));
        return writes;
    }

    private LeaseSpec lease() {
        return cluster.client()
                .leases()
                .inNamespace("ioreq-system")
                .withName("ioreq-operator")
                .get()
                .getSpec();
    }

    /** The agent's records and when each was written: declared once more, a server's would be written again. */
    private String journal() throws IOException {
        try (Stream<Path> files =
                Files.walk(cluster.simulatedNode("xen-a").layout().journal())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName() + " " + file.toFile().lastModified())
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
    }

    private static void hears(String node, Replica operator) throws InterruptedException {
        Eventually.within(
                PATIENCE,
                operator.identity() + " hears the agent of " + node,
                () -> Files.readString(operator.log()).contains("The agent of node " + node + " at ")
                        ? Optional.empty()
                        : Optional.of("it does not say so"));
    }

    private void told(String about, String reason) throws InterruptedException {
        Eventually.within(PATIENCE, "an Event says " + reason + " of " + about, () -> {
            List<String> told =
                    eventsAbout(about).stream().map(Event::getReason).toList();
            return told.contains(reason) ? Optional.empty() : Optional.of("there are " + told);
        });
    }

    private void theNamespaceIsGone() throws InterruptedException {
        Eventually.within(PATIENCE, "the namespace is gone", () -> Optional.ofNullable(
                        cluster.client().namespaces().withName("demo").get())
                .map(left -> "it is there: " + left.getStatus() + ", and in it "
                        + cluster.servers().stream().map(Server::name).toList()));
    }

    private void noServerIsLeft() throws InterruptedException {
        Eventually.within(PATIENCE, "no server is left in the hypervisor", () -> {
            int left = cluster.serversInHypervisor("xen-a");
            return left == 0 ? Optional.empty() : Optional.of(left + " are");
        });
    }

    private List<Event> eventsAbout(String name) {
        return cluster.client().v1().events().inAnyNamespace().list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .toList();
    }

    private static boolean isCurrent(JsonNode version) {
        return !version.at("/metadata").has("deletionTimestamp")
                && version.at("/status/observedGeneration").asLong(-1)
                        == version.at("/metadata/generation").asLong();
    }

    private static boolean says(JsonNode version, String type, String status) {
        for (JsonNode condition : version.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText().equals(status);
            }
        }
        return false;
    }

    /** The fields an entry of {@code managedFields} names: of metadata each, of the rest the whole. */
    private static Set<String> owned(JsonNode owner) {
        return Json.fields(owner.path("fieldsV1")).stream()
                .flatMap(field ->
                        field.getKey().equals("f:metadata") ? Json.fields(field.getValue()).stream() : Stream.of(field))
                .map(field -> field.getKey().replaceFirst("^f:", ""))
                .collect(Collectors.toSet());
    }
}
