package dev.ioreq.playground.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code manifests/certificates.sh} makes what operator and agents are configured to read. */
class CertificatesScriptTest {
    private static final int DNS_NAME = 2;

    private static List<ObjectNode> secrets;

    @BeforeAll
    static void make() {
        assumeThat(Manifests.onThePath("openssl"))
                .as("openssl is not on the PATH: install it to have manifests/certificates.sh tested")
                .isTrue();
        secrets = Manifests.documents(
                Manifests.run("sh", Manifests.ROOT.resolve("certificates.sh").toString()));
    }

    @Test
    void theOperatorIsWhoTheAgentsExpectAndTheAgentsAreTheirNodes() throws Exception {
        assertThat(certificate("ioreq-operator-tls", "tls.crt").getSubjectAlternativeNames())
                .containsExactly(List.of(DNS_NAME, "operator.ioreq.dev"));
        assertThat(certificate("ioreq-agent-tls", "tls.crt").getSubjectAlternativeNames())
                .containsExactly(List.of(DNS_NAME, "*.node.ioreq.dev"));
    }

    @Test
    void oneIsAClientAndTheOtherAServerAndNeitherCanSignOthers() throws Exception {
        X509Certificate operator = certificate("ioreq-operator-tls", "tls.crt");
        X509Certificate agent = certificate("ioreq-agent-tls", "tls.crt");

        assertThat(operator.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(agent.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(List.of(operator.getBasicConstraints(), agent.getBasicConstraints()))
                .containsOnly(-1);
    }

    @Test
    void bothBelieveOneAuthorityThatSignedBoth() throws Exception {
        X509Certificate authority = certificate("ioreq-operator-tls", "ca.crt");

        assertThat(certificate("ioreq-agent-tls", "ca.crt")).isEqualTo(authority);
        certificate("ioreq-operator-tls", "tls.crt").verify(authority.getPublicKey());
        certificate("ioreq-agent-tls", "tls.crt").verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isNotNegative();
    }

    @Test
    void theKeysAreInTheFormThatTheProgramsRead() throws Exception {
        String pem = text("ioreq-operator-tls", "tls.key");

        assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----");
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
        assertThat(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)))
                .isNotNull();
    }

    @Test
    void theSecretsAreThoseThatTheProgramsMount() {
        for (String program : List.of("operator-deployment", "agent-daemonset")) {
            JsonNode source = Manifests.documents(Manifests.ROOT.resolve("base/" + program + ".yaml")).stream()
                    .map(document -> document.findValue("secret"))
                    .filter(secret -> secret != null)
                    .findFirst()
                    .orElseThrow();
            JsonNode secret =
                    Manifests.find(secrets, "Secret", source.path("name").asText());

            source.path("items").forEach(item -> assertThat(
                            secret.path("data").has(item.path("key").asText()))
                    .as("%s of %s", item, Manifests.id(secret))
                    .isTrue());
        }
    }

    private static X509Certificate certificate(String secret, String key) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(text(secret, key).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(String secret, String key) {
        String data =
                Manifests.find(secrets, "Secret", secret).path("data").path(key).asText();
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }
}
