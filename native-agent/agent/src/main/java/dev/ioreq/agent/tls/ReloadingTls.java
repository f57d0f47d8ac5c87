package dev.ioreq.agent.tls;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The server's side of TLS. A file that changes is read again within the period; one that cannot be read leaves the old credentials. */
public final class ReloadingTls implements AutoCloseable {

    private final SslContext context;
    private final List<Closeable> reloads = new ArrayList<>();

    /**
     * @param period how often the files are looked at
     * @throws IOException if a file cannot be read
     * @throws GeneralSecurityException if its content is not what it should be
     */
    public ReloadingTls(TlsFiles files, Duration period, ScheduledExecutorService timer)
            throws IOException, GeneralSecurityException {
        AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
        AdvancedTlsX509TrustManager trust = AdvancedTlsX509TrustManager.newBuilder()
                // What name the client must have is checked call by call, so that the refusal can say what was
                // presented.
                .setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
                .build();
        reloads.add(identity.updateIdentityCredentials(
                files.certificate().toFile(), files.key().toFile(), period.toMillis(), TimeUnit.MILLISECONDS, timer));
        reloads.add(trust.updateTrustCredentials(
                files.authority().toFile(), period.toMillis(), TimeUnit.MILLISECONDS, timer));
        context = GrpcSslContexts.configure(SslContextBuilder.forServer(identity))
                .trustManager(trust)
                .clientAuth(ClientAuth.REQUIRE)
                .protocols("TLSv1.3")
                .build();
    }

    public SslContext context() {
        return context;
    }

    @Override
    public void close() throws IOException {
        for (Closeable reload : reloads) {
            reload.close();
        }
    }
}
