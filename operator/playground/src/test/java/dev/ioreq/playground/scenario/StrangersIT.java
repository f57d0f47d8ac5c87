package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.crds.common.Condition;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.playground.certificates.IssuedCertificate;
import dev.ioreq.playground.certificates.PlaygroundCertificates;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.pods.EmulatorImages;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.Eventually;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.playground.story.Server;
import dev.ioreq.protocol.agent.GetNodeRequest;
import dev.ioreq.protocol.agent.ReleaseServerRequest;
import dev.ioreq.protocol.handover.HandoverCodec;
import dev.ioreq.protocol.handover.HandoverError;
import dev.ioreq.protocol.handover.HandoverMessage;
import dev.ioreq.protocol.handover.Hello;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Those whom an agent must not serve: clients without the operator's name, and what is no emulator on a handover socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EINVAL = 22;
    private static final int EBUSY = 16;

    private PlaygroundCluster cluster;
    private Server server;
    private String key;

    @BeforeAll
    void anAttachedServer() throws Exception {
        cluster = PlaygroundCluster.start(ClusterPlan.oneNode());
        cluster.boots(new DeclaredGuest("xen-a", "guest", DomainType.PVH, 1, ""));
        cluster.declare(Declarations.grant("guest"));
        cluster.awaitAgents();
        cluster.declare(
                Declarations.server("console", "{name: guest}", Declarations.ports(0x3f8), EmulatorImages.MANY));
        server = cluster.server("demo", "console");
        server.awaitReady(PATIENCE);
        key = server.resource().orElseThrow().getMetadata().getUid();
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    @AfterEach
    void nothingChanged() throws Exception {
        assertThat(server.unready()).isEmpty();
        assertThat(cluster.serversInHypervisor("xen-a")).isEqualTo(1);
    }

    @Test
    void theOperatorsCertificateOpensTheDoor() throws Exception {
        IssuedCertificate operator = cluster.authority().issue("operator", "operator.ioreq.dev");

        try (var client = client(operator)) {
            assertThat(client.stub()
                            .getNode(GetNodeRequest.getDefaultInstance())
                            .getName())
                    .isEqualTo("xen-a");
        }
    }

    @Test
    void aClientOfTheSameAuthorityWithAnotherNameIsRefusedByName() throws Exception {
        IssuedCertificate neighbour = cluster.authority().issue("agent xen-b", "xen-b.node.ioreq.dev");

        try (var client = client(neighbour)) {
            assertThatThrownBy(() -> client.stub()
                            .releaseServer(ReleaseServerRequest.newBuilder()
                                    .setKey(key)
                                    .build()))
                    .isInstanceOfSatisfying(StatusRuntimeException.class, refused -> assertThat(
                                    refused.getStatus().getCode())
                            .isIn(Status.Code.PERMISSION_DENIED, Status.Code.UNAUTHENTICATED))
                    .hasMessageContaining("operator.ioreq.dev");
        }
    }

    @Test
    void aClientOfAnotherAuthorityIsRefused() throws Exception {
        IssuedCertificate impostor = PlaygroundCertificates.create().issue("operator", "operator.ioreq.dev");

        try (var client = client(impostor)) {
            assertThatThrownBy(() -> client.stub()
                            .releaseServer(ReleaseServerRequest.newBuilder()
                                    .setKey(key)
                                    .build()))
                    .isInstanceOf(StatusRuntimeException.class);
        }
    }

    /** The operator's side: it speaks with nobody who is not the node's own agent, and says so where people look. */
    @Test
    void anAgentWhoseCertificateNamesAnotherNodeIsRefusedByTheOperatorUntilItHasItsOwn() throws Exception {
        Path tls = cluster.directory().resolve("tls/agent-xen-a");
        try {
            cluster.authority().issue("agent xen-b", "xen-b.node.ioreq.dev").writeTo(tls);
            cluster.agent("xen-a").kill();

            Eventually.within(
                    PATIENCE,
                    "XenNode xen-a says whose certificate it would take",
                    () -> connection()
                                    .filter(said -> said.status() == ConditionStatus.FALSE)
                                    .filter(said -> said.reason().equals("AgentUnreachable"))
                                    .filter(said -> said.message().contains("xen-a.node.ioreq.dev"))
                                    .isPresent()
                            ? Optional.empty()
                            : Optional.of("it says " + connection()));
        } finally {
            cluster.authority().issue("agent xen-a", "xen-a.node.ioreq.dev").writeTo(tls);
            cluster.agent("xen-a").kill();
        }
        Eventually.within(
                PATIENCE,
                "the agent is believed again",
                () -> connection()
                                .filter(said -> said.status() == ConditionStatus.TRUE)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of("XenNode says " + connection()));
        server.awaitReady(PATIENCE);
    }

    private Optional<Condition> connection() {
        return cluster.xenNode("xen-a").orElseThrow().getStatus().conditions().stream()
                .filter(condition -> condition.type().equals("AgentConnected"))
                .findFirst();
    }

    @Test
    void whatIsNoHandoverMessageIsRefusedNamingTheField() throws Exception {
        try (var socket = SeqPacketSocket.connect(handoverSocket())) {
            socket.send(direct("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

            HandoverError error = error(socket);
            assertThat(error.errno()).isIn(EINVAL, EBUSY);
            assertThat(error.text()).isNotBlank();
        }
    }

    @Test
    void aSecondEmulatorIsToldThatTheFirstHoldsTheLease() throws Exception {
        try (var socket = SeqPacketSocket.connect(handoverSocket())) {
            ByteBuffer hello = HandoverCodec.encode(new Hello(1, 1, "second"));
            socket.send(ByteBuffer.allocateDirect(hello.remaining()).put(hello).flip());

            assertThat(error(socket).errno()).isEqualTo(EBUSY);
        }
    }

    @Test
    void aPodOfSomebodyElseWithTheServersVolumeIsRefusedAndToldWhy() {
        cluster.declare(Declarations.podWithHandover("thief", "xen-a", key, EmulatorImages.MANY));
        try {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting("thief"))
                    .hasValueSatisfying(waits -> assertThat(waits.getMessage())
                            .contains(
                                    "pod.name]: thief, expected console-emulator, the emulator pod of demo/console")));
            assertThat(waiting("thief")).map(ContainerStateWaiting::getReason).contains("FailedMount");
            assertThat(waiting("console-emulator")).isEmpty();
        } finally {
            cluster.client()
                    .pods()
                    .inNamespace("demo")
                    .withName("thief")
                    .withGracePeriod(0)
                    .delete();
        }
    }

    /** What the pod's container waits for; empty if it does not. */
    private Optional<ContainerStateWaiting> waiting(String pod) {
        return cluster
                .client()
                .pods()
                .inNamespace("demo")
                .withName(pod)
                .get()
                .getStatus()
                .getContainerStatuses()
                .stream()
                .map(container -> container.getState().getWaiting())
                .filter(Objects::nonNull)
                .findFirst();
    }

    private AgentClient client(IssuedCertificate own) throws Exception {
        return new AgentClient(cluster.node("xen-a"), own, cluster.authority());
    }

    private Path handoverSocket() {
        return cluster.simulatedNode("xen-a").layout().handovers().resolve(key).resolve("handover.sock");
    }

    private static HandoverError error(SeqPacketSocket socket) throws Exception {
        HandoverMessage message =
                HandoverCodec.decode(socket.receive(PATIENCE).orElseThrow().payload());
        assertThat(message).isInstanceOf(HandoverError.class);
        return (HandoverError) message;
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
