package dev.ioreq.playground.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaygroundCertificatesTest {
    private final PlaygroundCertificates authority = PlaygroundCertificates.create();

    @Test
    void aCertificateNamesWhereItsHolderIsReached() throws Exception {
        var issued = authority.issue("agent", "xen-1.node.ioreq.dev", "127.0.0.1");

        issued.certificate().verify(authority.authority().getPublicKey());
        assertThat(issued.certificate().getSubjectAlternativeNames())
                .containsExactly(List.of(2, "xen-1.node.ioreq.dev"), List.of(7, "127.0.0.1"));
        assertThat(issued.certificate().getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(issued.certificate().getBasicConstraints()).isEqualTo(-1);
        assertThat(((ECPublicKey) issued.certificate().getPublicKey())
                        .getParams()
                        .getOrder()
                        .bitLength())
                .isEqualTo(256);
    }

    @Test
    void theFilesAreWhatAnyTlsLibraryReads(@TempDir Path directory) throws Exception {
        var issued = authority.issue("operator", "operator.ioreq.dev");

        var files = issued.writeTo(directory.resolve("tls"));

        try (var input = Files.newInputStream(files.certificate())) {
            assertThat(CertificateFactory.getInstance("X.509").generateCertificate(input))
                    .isEqualTo(issued.certificate());
        }
        String body = Files.readString(files.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        assertThat(key).isEqualTo(issued.key());
        assertThat(Files.getPosixFilePermissions(files.key()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(files.authority()).exists();
    }

    @Test
    void twoOfOneAuthorityTrustEachOther() throws Exception {
        var server = authority.issue("agent", "127.0.0.1").sslContext();
        var client = authority.issue("operator").sslContext();
        try (var listener = (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0)) {
            listener.setNeedClientAuth(true);
            var peer = CompletableFuture.supplyAsync(() -> {
                try (var accepted = (SSLSocket) listener.accept()) {
                    accepted.getOutputStream().write(1);
                    return accepted.getSession().getPeerPrincipal().getName();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (var socket = client.getSocketFactory().createSocket("127.0.0.1", listener.getLocalPort())) {
                assertThat(socket.getInputStream().read()).isEqualTo(1);
            }
            assertThat(peer.get()).isEqualTo("CN=operator");
        }
    }
}
