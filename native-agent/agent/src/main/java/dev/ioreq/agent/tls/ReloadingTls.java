package dev.ioreq.agent.tls;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The server's side of TLS. Files that change are read again within the period; if they cannot be used, the old credentials stay. */
public final class ReloadingTls implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ReloadingTls.class);

    private final TlsFiles files;
    private final AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
    private final AdvancedTlsX509TrustManager trust;
    private final SslContext context;
    private final ScheduledFuture<?> reload;
    private List<FileTime> read;

    /**
     * @param period how often the files are looked at
     * @throws IOException if a file cannot be read
     * @throws GeneralSecurityException if its content is not what it should be
     */
    public ReloadingTls(TlsFiles files, Duration period, ScheduledExecutorService timer)
            throws IOException, GeneralSecurityException {
        this.files = files;
        trust = AdvancedTlsX509TrustManager.newBuilder()
                // What name the client must have is checked call by call, so that the refusal can say what was
                // presented.
                .setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
                .build();
        read = times();
        readFiles();
        context = GrpcSslContexts.configure(SslContextBuilder.forServer(identity))
                .trustManager(trust)
                .clientAuth(ClientAuth.REQUIRE)
                .protocols("TLSv1.3")
                .build();
        reload = timer.scheduleWithFixedDelay(
                this::readAgain, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    public SslContext context() {
        return context;
    }

    private void readFiles() throws IOException, GeneralSecurityException {
        identity.updateIdentityCredentials(
                files.certificate().toFile(), files.key().toFile());
        trust.updateTrustCredentials(files.authority().toFile());
    }

    private void readAgain() {
        try {
            List<FileTime> now = times();
            if (!now.equals(read)) {
                readFiles();
                // Only now: files that were read half written are read once more.
                read = now;
                LOG.infof("Certificates read again: %s", files.certificate());
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.errorf("Certificates changed and cannot be used, the old ones stay (%s): %s", files, e);
        }
    }

    private List<FileTime> times() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path file : List.of(files.certificate(), files.key(), files.authority())) {
            times.add(Files.getLastModifiedTime(file));
        }
        return times;
    }

    @Override
    public void close() {
        reload.cancel(false);
    }
}
