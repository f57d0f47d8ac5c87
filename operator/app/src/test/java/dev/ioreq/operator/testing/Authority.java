package dev.ioreq.operator.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates for a test, into PEM files in its directory. */
public final class Authority {

    /** A certificate and its key, PEM. */
    public record Identity(Path certificate, Path key) {}

    private final Path directory;
    private final X500Name name = new X500Name("CN=test authority");
    private final KeyPair keys = newKeys();
    private final Path certificate;

    private Authority(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.certificate = directory.resolve("ca.crt");
        Files.writeString(certificate, pem("CERTIFICATE", encoded(sign(name, keys, null))));
    }

    /** A new one. */
    public static Authority create(Path directory) throws IOException {
        return new Authority(directory);
    }

    /** Its own certificate, PEM. */
    public Path certificate() {
        return certificate;
    }

    /** A certificate for the DNS name. */
    public Identity issue(String file, String dnsName) throws IOException {
        KeyPair own = newKeys();
        Path crt = directory.resolve(file + ".crt");
        Path key = directory.resolve(file + ".key");
        Files.writeString(crt, pem("CERTIFICATE", encoded(sign(new X500Name("CN=" + file), own, dnsName))));
        Files.writeString(key, pem("PRIVATE KEY", own.getPrivate().getEncoded()));
        return new Identity(crt, key);
    }

    private X509Certificate sign(X500Name subject, KeyPair own, String dnsName) throws CertIOException {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(64, new SecureRandom()),
                Date.from(now.minus(1, ChronoUnit.HOURS)),
                Date.from(now.plus(1, ChronoUnit.DAYS)),
                subject,
                own.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(dnsName == null));
        if (dnsName != null) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
        }
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), kind);
    }
}
