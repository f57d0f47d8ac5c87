package dev.ioreq.operator.agents;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Channels over TLS 1.3 on which both sides prove who they are.
 *
 * <p>The name that the agent's certificate must have is made of the node's name, not of the address: whoever answers at a node's
 * address with another node's certificate, or with none of the authority's, is refused. Certificates are read again when their files
 * change; connections that are open stay.
 */
public final class MutualTls implements AgentChannels {

    /** What follows the node's name in the DNS name of its agent's certificate. */
    public static final String NODE_SUFFIX = ".node.ioreq.dev";

    private static final int LARGEST_MESSAGE_BYTES = 64 * 1024 * 1024;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final Duration KEEP_ALIVE_ANSWER = Duration.ofSeconds(10);

    private final SslContext ssl;

    private MutualTls(SslContext ssl) {
        this.ssl = ssl;
    }

    /**
     * Reads the files now and whenever they have changed.
     *
     * @param certificate PEM: the operator's chain
     * @param key PEM, PKCS#8: its key
     * @param authority PEM: who signs the agents
     * @param reload how often to look for changes
     * @throws IllegalArgumentException naming the file that cannot be used, and why
     */
    public static MutualTls of(
            Path certificate, Path key, Path authority, Duration reload, ScheduledExecutorService timer) {
        readable("ioreq.operator.tls.certificate", certificate);
        readable("ioreq.operator.tls.key", key);
        readable("ioreq.operator.tls.ca", authority);
        try {
            var identity = new AdvancedTlsX509KeyManager();
            FileWatch.start(
                    List.of(certificate, key),
                    () -> identity.updateIdentityCredentials(certificate.toFile(), key.toFile()),
                    reload,
                    timer);
            var trust = AdvancedTlsX509TrustManager.newBuilder()
                    .setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_AND_HOST_NAME_VERIFICATION)
                    .build();
            FileWatch.start(List.of(authority), () -> trust.updateTrustCredentials(authority.toFile()), reload, timer);
            return new MutualTls(GrpcSslContexts.forClient()
                    .keyManager(identity)
                    .trustManager(trust)
                    .protocols("TLSv1.3")
                    .build());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "ioreq.operator.tls: cannot use certificate %s, key %s, ca %s: %s (expected PEM files, the key as PKCS#8, matching its certificate)"
                            .formatted(certificate, key, authority, e.getMessage()),
                    e);
        }
    }

    @Override
    public ManagedChannel open(String node, AgentEndpoint endpoint) {
        return NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
                .overrideAuthority(node + NODE_SUFFIX)
                .sslContext(ssl)
                .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_ANSWER.toSeconds(), TimeUnit.SECONDS)
                .build();
    }

    private static void readable(String property, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    property + ": " + file + " cannot be read (expected a PEM file that this process may read)");
        }
    }
}
