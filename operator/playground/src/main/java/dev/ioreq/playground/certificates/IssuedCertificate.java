package dev.ioreq.playground.certificates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate with its key and the authority that vouches for it. */
public record IssuedCertificate(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    private static final char[] NO_PASSWORD = {};

    /** Where {@link #writeTo} has put the three files. */
    public record PemFiles(Path certificate, Path key, Path authority) {}

    /** Writes {@code tls.crt}, {@code tls.key} (readable by the owner only) and {@code ca.crt} into a directory. */
    public PemFiles writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        var files =
                new PemFiles(directory.resolve("tls.crt"), directory.resolve("tls.key"), directory.resolve("ca.crt"));
        if (Files.notExists(files.key())) {
            Files.createFile(
                    files.key(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(files.certificate(), Pem.of(certificate));
        Files.writeString(files.key(), Pem.of(key));
        Files.writeString(files.authority(), Pem.of(authority));
        return files;
    }

    /** TLS as this certificate's holder, trusting its authority, for server and client. */
    public SSLContext sslContext() {
        try {
            var own = KeyStore.getInstance("PKCS12");
            load(own);
            own.setKeyEntry("own", key, NO_PASSWORD, new X509Certificate[] {certificate, authority});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            var trusted = KeyStore.getInstance("PKCS12");
            load(trusted);
            trusted.setCertificateEntry("authority", authority);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a TLS context of " + certificate.getSubjectX500Principal(), e);
        }
    }

    private static void load(KeyStore empty) throws GeneralSecurityException {
        try {
            empty.load(null, NO_PASSWORD);
        } catch (IOException e) {
            throw new IllegalStateException("an empty key store cannot fail to load", e);
        }
    }
}
