package dev.ioreq.operator.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.operator.testing.Authority;
import dev.ioreq.operator.testing.ScriptedAgent;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's side of the mutual TLS, against a real gRPC server on the loopback. */
class MutualTlsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Fleet fleet = new Fleet(Clock.systemUTC());
    private AgentDirectory agents;
    private Server server;

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws InterruptedException {
        if (agents != null) {
            agents.close();
        }
        if (server != null) {
            server.shutdownNow().awaitTermination();
        }
        timer.shutdownNow();
    }

    @Test
    void theAgentOfTheNodeIsHeard() throws IOException {
        Authority authority = Authority.create(directory.resolve("ca"));
        serve(authority, "xen-a.node.ioreq.dev");
        connect(authority);
        await().atMost(SOON)
                .until(() -> fleet.node("xen-a").orElseThrow().link().connected());
    }

    @Test
    void theAgentOfAnotherNodeIsRefusedThoughItsCertificateIsGood() throws IOException {
        Authority authority = Authority.create(directory.resolve("ca"));
        serve(authority, "xen-b.node.ioreq.dev");
        connect(authority);
        assertThat(refusal()).contains("xen-a.node.ioreq.dev");
    }

    @Test
    void anAgentOfAnotherAuthorityIsRefused() throws IOException {
        serve(Authority.create(directory.resolve("foreign")), "xen-a.node.ioreq.dev");
        connect(Authority.create(directory.resolve("ca")));
        assertThat(refusal()).contains("PKIX path").contains("signature check failed");
    }

    @Test
    void aCertificateThatIsReplacedIsUsedWithoutARestart() throws IOException {
        Authority authority = Authority.create(directory.resolve("ca"));
        Authority.Identity foreign =
                Authority.create(directory.resolve("foreign")).issue("old", "operator.ioreq.dev");
        Authority.Identity right = authority.issue("new", "operator.ioreq.dev");
        Path certificate = Files.copy(foreign.certificate(), directory.resolve("tls.crt"));
        Path key = Files.copy(foreign.key(), directory.resolve("tls.key"));
        serve(authority, "xen-a.node.ioreq.dev");
        connect(MutualTls.of(certificate, key, authority.certificate(), Duration.ofMillis(100), timer));
        assertThat(refusal()).isNotEmpty();

        Files.copy(right.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(right.key(), key, StandardCopyOption.REPLACE_EXISTING);
        var later = FileTime.fromMillis(System.currentTimeMillis() + 5_000);
        Files.setLastModifiedTime(certificate, later);
        Files.setLastModifiedTime(key, later);
        await().atMost(SOON)
                .until(() -> fleet.node("xen-a").orElseThrow().link().connected());
    }

    @Test
    void aFileThatIsNotThereIsNamedWithItsProperty() throws IOException {
        Authority.Identity operator = Authority.create(directory.resolve("ca")).issue("operator", "operator.ioreq.dev");
        assertThatThrownBy(() ->
                        MutualTls.of(operator.certificate(), operator.key(), directory.resolve("no.pem"), SOON, timer))
                .hasMessageContaining("ioreq.operator.tls.ca: " + directory.resolve("no.pem"));
    }

    @Test
    void aFileThatIsNoCertificateIsAnErrorThatSaysWhatWasExpected() throws IOException {
        Authority authority = Authority.create(directory.resolve("ca"));
        Authority.Identity operator = authority.issue("operator", "operator.ioreq.dev");
        Path garbage = Files.writeString(directory.resolve("garbage.pem"), "garbage");
        assertThatThrownBy(() -> MutualTls.of(garbage, operator.key(), authority.certificate(), SOON, timer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected PEM files");
    }

    private String refusal() {
        await().atMost(SOON)
                .until(() -> fleet.node("xen-a").orElseThrow().link() instanceof LinkState.Silent silent
                        && silent.why().startsWith("Watch"));
        return ((LinkState.Silent) fleet.node("xen-a").orElseThrow().link()).why();
    }

    private void connect(Authority authority) throws IOException {
        Authority.Identity operator = authority.issue("operator", "operator.ioreq.dev");
        connect(MutualTls.of(operator.certificate(), operator.key(), authority.certificate(), SOON, timer));
    }

    private void connect(MutualTls channels) {
        agents = new AgentDirectory(channels, fleet, new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)), timer);
        agents.connect(
                "xen-a", new AgentEndpoint(InetAddress.getLoopbackAddress().getHostAddress(), server.getPort()));
    }

    private void serve(Authority authority, String name) throws IOException {
        Authority.Identity agent = authority.issue("agent", name);
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.forServer(
                                agent.certificate().toFile(), agent.key().toFile())
                        .trustManager(authority.certificate().toFile())
                        .clientAuth(ClientAuth.REQUIRE)
                        .protocols("TLSv1.3")
                        .build())
                .addService(new ScriptedAgent("xen-a"))
                .build()
                .start();
    }
}
