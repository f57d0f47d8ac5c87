package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.playground.certificates.Pem;
import dev.ioreq.playground.certificates.PlaygroundCertificates;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.pods.EmulatorImages;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.ControlPlane;
import dev.ioreq.playground.story.Eventually;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.protocol.agent.GetNodeRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;

/** A thousand servers on 125 guests of one node: every one Ready, and what that costs the API. */
@Tag("scale")
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThousandServersIT {
    private static final int SERVERS = 1000;
    private static final int SERVERS_A_GUEST = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Longer than the operator waits before it tells of what stands still (10 s): after that it has said everything. */
    private static final Duration STILLNESS = Duration.ofSeconds(12);

    private static final String RESOURCE = "ioreqservers.ioreq.dev";

    private PlaygroundCluster cluster;

    @BeforeAll
    void aNodeFullOfGuests() throws Exception {
        cluster = PlaygroundCluster.start(ClusterPlan.oneNode());
        for (int guest = 0; guest < SERVERS / SERVERS_A_GUEST; guest++) {
            cluster.boots(new DeclaredGuest("xen-a", "g-" + guest, DomainType.PVH, 1, ""));
        }
        cluster.declare(Declarations.grant("g-*"));
        cluster.awaitAgents();
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    @Test
    @Order(1)
    void aThousandServersDeclaredAtOnceAllBecomeReadyWithTwoWritesEach() throws Exception {
        ControlPlane api = cluster.controlPlane();
        long writes = api.operatorWritesTo(RESOURCE);
        IntStream.range(0, SERVERS).forEach(this::declare);

        Eventually.within(PATIENCE, "all are Ready", () -> unready(cluster.client()));

        assertThat(api.operatorWritesTo(RESOURCE) - writes)
                .as("writes of the operator: %s", api.operatorWritesByKind())
                .isLessThanOrEqualTo(2L * SERVERS);
    }

    @Test
    @Order(2)
    void anOperatorThatRestartsWritesNothing() throws Exception {
        ControlPlane api = cluster.controlPlane();
        Eventually.still(STILLNESS, PATIENCE, "writes of the operator", api::operatorWrites);
        cluster.operator().killAndHold();
        long writes = api.operatorWrites();
        long lists = api.operatorLists(RESOURCE);
        cluster.operator().release();

        Eventually.within(
                PATIENCE,
                "the operator is back",
                () -> api.operatorLists(RESOURCE) > lists
                        ? cluster.operatorHealth().unready()
                        : Optional.of("it has asked for nothing yet"));
        Eventually.throughout(
                Duration.ofSeconds(5),
                "the operator writes nothing",
                () -> api.operatorWrites() == writes
                        ? Optional.empty()
                        : Optional.of("it wrote: " + api.operatorWritesByKind()));
    }

    @Test
    @Order(3)
    void certificatesAndTheirAuthorityAreReplacedAndNobodyNotices() throws Exception {
        ControlPlane api = cluster.controlPlane();
        PlaygroundCertificates old = cluster.authority();
        PlaygroundCertificates next = PlaygroundCertificates.create();
        Path operator = cluster.directory().resolve("tls/operator");
        Path agent = cluster.directory().resolve("tls/agent-xen-a");
        String both = Pem.of(old.authority()) + Pem.of(next.authority());
        int connections = connections();
        long writes = api.operatorWrites();

        for (Path directory : List.of(operator, agent)) {
            Files.writeString(directory.resolve("ca.crt"), both);
        }
        read(1);
        next.issue("operator", "operator.ioreq.dev").writeTo(operator);
        next.issue("agent xen-a", "xen-a.node.ioreq.dev").writeTo(agent);
        answers("those whom the new authority vouches for are served", next, next);
        read(3);
        Eventually.within(PATIENCE, "the old authority's word is nothing any more", () -> {
            try (var client =
                    new AgentClient(cluster.node("xen-a"), old.issue("operator", "operator.ioreq.dev"), next)) {
                return Optional.of("it is served: "
                        + client.stub()
                                .getNode(GetNodeRequest.getDefaultInstance())
                                .getName());
            } catch (StatusRuntimeException refused) {
                return Optional.empty();
            }
        });

        assertThat(connections()).as("streams of the operator to the agent").isEqualTo(connections);
        assertThat(api.operatorWrites())
                .as("writes of the operator: %s", api.operatorWritesByKind())
                .isEqualTo(writes);

        cluster.agent("xen-a").kill();
        Eventually.within(
                PATIENCE,
                "operator and agent find each other by their new certificates",
                () -> connections() > connections ? unready(cluster.client()) : Optional.of("not yet"));
        assertThat(connections()).isEqualTo(connections + 1);
    }

    private void answers(String what, PlaygroundCertificates client, PlaygroundCertificates agent)
            throws InterruptedException {
        Eventually.within(PATIENCE, what, () -> {
            try (var speaking =
                    new AgentClient(cluster.node("xen-a"), client.issue("operator", "operator.ioreq.dev"), agent)) {
                speaking.stub().getNode(GetNodeRequest.getDefaultInstance());
                return Optional.empty();
            }
        });
    }

    /** How often the operator's stream to the agent has been opened since the operator runs. */
    private int connections() throws IOException {
        return said("The agent of node xen-a at .* is connected");
    }

    /** Waits until the operator has read changed files so many times. */
    private void read(int times) throws InterruptedException {
        Eventually.within(PATIENCE, "the operator has read its files again", () -> {
            int read = said("Read again, because they have changed");
            return read >= times ? Optional.empty() : Optional.of("%d times".formatted(read));
        });
    }

    private int said(String pattern) throws IOException {
        return (int) Pattern.compile(pattern)
                .matcher(Files.readString(cluster.replica().log()))
                .results()
                .count();
    }

    @Test
    @Order(4)
    void allOfThemGoAgain() throws Exception {
        cluster.client().resources(IoreqServer.class).inNamespace("demo").delete();

        Eventually.within(PATIENCE, "none is left", () -> {
            int left = cluster.client()
                    .resources(IoreqServer.class)
                    .inAnyNamespace()
                    .list()
                    .getItems()
                    .size();
            return left == 0 ? Optional.empty() : Optional.of(left + " are");
        });
        Eventually.within(PATIENCE, "no handover is left", () -> {
            String[] left =
                    cluster.simulatedNode("xen-a").layout().handovers().toFile().list();
            return left == null || left.length == 0 ? Optional.empty() : Optional.of(left.length + " are");
        });
    }

    private void declare(int number) {
        int guest = number / SERVERS_A_GUEST;
        int first = 0x1000 + number % SERVERS_A_GUEST * 8;
        cluster.declare(Declarations.server(
                "s-" + number, "{name: g-" + guest + "}", Declarations.ports(first), EmulatorImages.MANY));
    }

    private static Optional<String> unready(KubernetesClient client) {
        List<IoreqServer> servers =
                client.resources(IoreqServer.class).inAnyNamespace().list().getItems();
        List<String> left = servers.stream()
                .filter(server -> server.getStatus().conditions().stream()
                        .noneMatch(condition -> condition.type().equals("Ready")
                                && condition.status().toString().equals("True")))
                .map(server -> server.getMetadata().getName() + " "
                        + server.getStatus().conditions())
                .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(left.size() + " of " + servers.size() + " are not, for example " + left.get(0));
    }
}
