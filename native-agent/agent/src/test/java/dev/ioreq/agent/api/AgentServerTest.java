package dev.ioreq.agent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.agent.NodeAgent;
import dev.ioreq.agent.config.AgentSettings;
import dev.ioreq.agent.config.StartRefusedException;
import dev.ioreq.agent.handover.HandoverSettings;
import dev.ioreq.agent.tls.TestCertificates;
import dev.ioreq.agent.tls.TlsFiles;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.SimulatedXen;
import dev.ioreq.hypervisor.simulated.SimulatedXenConfig;
import dev.ioreq.hypervisor.simulated.XenVersion;
import dev.ioreq.protocol.agent.ApplyServerRequest;
import dev.ioreq.protocol.agent.BufferedIo;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.DomainSelector;
import dev.ioreq.protocol.agent.GetNodeRequest;
import dev.ioreq.protocol.agent.HypervisorKind;
import dev.ioreq.protocol.agent.LostAction;
import dev.ioreq.protocol.agent.Node;
import dev.ioreq.protocol.agent.NodeAgentGrpc;
import dev.ioreq.protocol.agent.ReleaseServerRequest;
import dev.ioreq.protocol.agent.ServerPhase;
import dev.ioreq.protocol.agent.ServerState;
import dev.ioreq.protocol.agent.WatchEvent;
import dev.ioreq.protocol.agent.WatchRequest;
import dev.ioreq.protocol.agent.WhenEmulatorLost;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over the wire, and who may use it. */
class AgentServerTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    @TempDir
    Path directory;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private SimulatedXen xen;
    private NodeAgent agent;

    @BeforeEach
    void start() throws Exception {
        Files.copy(CERTIFICATES.certificate("agent"), directory.resolve("agent.crt"));
        Files.copy(CERTIFICATES.key("agent"), directory.resolve("agent.key"));
        xen = new SimulatedXen(SimulatedXenConfig.of(XenVersion.V4_17));
        agent = NodeAgent.start(settings(0), xen.asHypervisor(0));
    }

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        agent.close();
        xen.close();
    }

    @Test
    void theOperatorLearnsWhatTheNodeIs() {
        xen.start(GuestConfig.named("guest").withVcpus(2));
        await().untilAsserted(() -> {
            Node node = operator().getNode(GetNodeRequest.getDefaultInstance());
            assertThat(node.getName()).isEqualTo("node-1");
            assertThat(node.getHypervisor()).isEqualTo(HypervisorKind.HYPERVISOR_KIND_SIMULATED);
            assertThat(node.getHypervisorVersion()).isEqualTo("4.17");
            assertThat(node.getDomainsList()).singleElement().satisfies(domain -> {
                assertThat(domain.getIdentity().getName()).isEqualTo("guest");
                assertThat(domain.getVcpus()).isEqualTo(2);
                assertThat(domain.getFreeServers()).isEqualTo(8);
            });
        });
    }

    @Test
    void watchTellsASnapshotThenEveryServersWayThenThatItIsGone() {
        xen.start(GuestConfig.named("guest"));
        Iterator<WatchEvent> events = operator().watch(WatchRequest.getDefaultInstance());
        assertThat(events.next().hasSnapshot()).isTrue();
        operator().applyServer(apply(declared("a")));
        ServerState state = ServerState.getDefaultInstance();
        while (state.getPhase() != ServerPhase.OFFERED) {
            state = nextServer(events);
        }
        assertThat(state.getKey()).isEqualTo("a");
        assertThat(state.getServerId()).isZero();
        assertThat(state.hasServerId()).isTrue();
        assertThat(state.getFramesCount()).isEqualTo(1);
        assertThat(state.getReason()).isEmpty();
        assertThat(operator().releaseServer(release("a")).getGone()).isFalse();
        WatchEvent event = events.next();
        while (!event.hasGone()) {
            event = events.next();
        }
        assertThat(event.getGone()).isEqualTo("a");
        assertThat(operator().releaseServer(release("a")).getGone()).isTrue();
    }

    @Test
    void aBadDeclarationIsRefusedByFieldAndChangesNothing() {
        assertThatThrownBy(() ->
                        operator().applyServer(apply(declared("a").setDomain(DomainSelector.getDefaultInstance()))))
                .satisfies(refused(Status.Code.INVALID_ARGUMENT, "domain: nothing is set"));
        assertThat(agent.supervisors().reports()).isEmpty();
    }

    @Test
    void anImmutableFieldCannotBeChanged() {
        operator().applyServer(apply(declared("a")));
        assertThatThrownBy(() -> operator()
                        .applyServer(
                                apply(declared("a").setGeneration(2).setBufferedIo(BufferedIo.BUFFERED_IO_ATOMIC))))
                .satisfies(refused(Status.Code.FAILED_PRECONDITION, "buffered_io"));
        assertThat(agent.supervisors().report("a").orElseThrow().generation()).isEqualTo(1);
    }

    @Test
    void aClientThatIsNotTheOperatorIsToldWhatItPresented() {
        assertThatThrownBy(() -> client("stranger").getNode(GetNodeRequest.getDefaultInstance()))
                .satisfies(
                        refused(Status.Code.PERMISSION_DENIED, "[stranger.example.org], expected operator.ioreq.dev"));
        assertThatThrownBy(() -> client("stranger")
                        .watch(WatchRequest.getDefaultInstance())
                        .next())
                .satisfies(refused(Status.Code.PERMISSION_DENIED, "stranger.example.org"));
    }

    @Test
    void aClientOfAnotherAuthorityDoesNotEvenConnect() {
        assertThatThrownBy(() -> client("self").getNode(GetNodeRequest.getDefaultInstance()))
                .satisfies(refused(Status.Code.UNAVAILABLE, ""));
        assertThatThrownBy(() -> client(null).getNode(GetNodeRequest.getDefaultInstance()))
                .satisfies(refused(Status.Code.UNAVAILABLE, ""));
    }

    @Test
    void aRenewedCertificateIsUsedWithoutARestart() throws Exception {
        operator().getNode(GetNodeRequest.getDefaultInstance());
        replace("agent.key", CERTIFICATES.key("self"));
        replace("agent.crt", CERTIFICATES.certificate("self"));
        // The operator does not trust the new one: that is how the change is seen.
        await().untilAsserted(() -> assertThatThrownBy(() -> operator().getNode(GetNodeRequest.getDefaultInstance()))
                .satisfies(refused(Status.Code.UNAVAILABLE, "")));
    }

    @Test
    void aTakenPortIsRefusedAtStartAndLeavesNothingRunning() {
        int threads = Thread.activeCount();
        assertThatThrownBy(() -> NodeAgent.start(settings(agent.port()), xen.asHypervisor(0)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("ioreq.agent.port: 127.0.0.1:" + agent.port())
                .hasMessageContaining("choose another port");
        await().until(() -> Thread.activeCount() <= threads);
    }

    private AgentSettings settings(int port) throws Exception {
        int uid = (Integer) Files.getAttribute(directory, "unix:uid");
        return new AgentSettings(
                "node-1",
                directory.resolve("state" + port),
                new HandoverSettings(directory.resolve("h" + port), Set.of(uid)),
                "127.0.0.1",
                port,
                new TlsFiles(directory.resolve("agent.crt"), directory.resolve("agent.key"), CERTIFICATES.authority()),
                "operator.ioreq.dev",
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMillis(200),
                2);
    }

    private NodeAgentGrpc.NodeAgentBlockingStub operator() {
        return client("operator");
    }

    private NodeAgentGrpc.NodeAgentBlockingStub client(String identity) {
        try {
            SslContextBuilder tls = GrpcSslContexts.forClient()
                    .trustManager(CERTIFICATES.authority().toFile());
            if (identity != null) {
                tls.keyManager(
                        CERTIFICATES.certificate(identity).toFile(),
                        CERTIFICATES.key(identity).toFile());
            }
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", agent.port())
                    .overrideAuthority("node-1.node.ioreq.dev")
                    .sslContext(tls.build())
                    .build();
            channels.add(channel);
            return NodeAgentGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void replace(String file, Path by) throws Exception {
        Path fresh = Files.copy(by, directory.resolve(file + ".new"));
        Files.setLastModifiedTime(fresh, FileTime.fromMillis(System.currentTimeMillis() + 5_000));
        Files.move(fresh, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private static ServerState nextServer(Iterator<WatchEvent> events) {
        WatchEvent event = events.next();
        while (!event.hasServer()) {
            event = events.next();
        }
        return event.getServer();
    }

    private static Consumer<Throwable> refused(Status.Code code, String message) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(StatusRuntimeException.class);
            Status status = ((StatusRuntimeException) thrown).getStatus();
            assertThat(status.getCode()).as("%s", status).isEqualTo(code);
            assertThat(status.getDescription()).contains(message);
        };
    }

    private static ApplyServerRequest apply(DeclaredServer.Builder server) {
        return ApplyServerRequest.newBuilder().setServer(server).build();
    }

    private static ReleaseServerRequest release(String key) {
        return ReleaseServerRequest.newBuilder().setKey(key).build();
    }

    private static DeclaredServer.Builder declared(String key) {
        return DeclaredServer.newBuilder()
                .setKey(key)
                .setGeneration(1)
                .setNamespace("default")
                .setName("name")
                .setDomain(DomainSelector.newBuilder().setName("guest"))
                .setBufferedIo(BufferedIo.BUFFERED_IO_OFF)
                .setWhenEmulatorLost(WhenEmulatorLost.newBuilder().setAction(LostAction.LOST_ACTION_FENCE))
                .setEnabled(true);
    }
}
