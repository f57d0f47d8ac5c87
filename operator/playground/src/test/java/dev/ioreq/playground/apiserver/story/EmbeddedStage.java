package dev.ioreq.playground.apiserver.story;

import dev.ioreq.playground.apiserver.ApiServerConfig;
import dev.ioreq.playground.apiserver.EmbeddedApiServer;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.certificates.Pem;
import dev.ioreq.playground.certificates.PlaygroundCertificates;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Starts embedded servers for tests, with one user who may everything and one who may nothing by himself. */
public final class EmbeddedStage {
    /** The token of the user {@code admin}, a master. */
    public static final String ADMIN_TOKEN = "admin-token";
    /** The token of the user {@code operator}. */
    public static final String OPERATOR_TOKEN = "operator-token";

    private EmbeddedStage() {}

    static ApiStage open() throws IOException {
        var certificates = PlaygroundCertificates.create();
        var server = EmbeddedApiServer.start(config(certificates));
        var ssl = certificates.issue("story").sslContext();
        return new ApiStage(clientConfig(server, certificates, ADMIN_TOKEN), ssl, server);
    }

    /** What an embedded server of a test is started with. */
    public static ApiServerConfig config(PlaygroundCertificates certificates) {
        var own = certificates.issue("kube-apiserver", "127.0.0.1", "localhost");
        return ApiServerConfig.on(
                own.sslContext(),
                Map.of(
                        ADMIN_TOKEN, new User("admin", List.of(User.MASTERS, "system:authenticated")),
                        OPERATOR_TOKEN, new User("operator", List.of("system:authenticated"))));
    }

    /** How a client of it is configured. */
    public static Config clientConfig(EmbeddedApiServer server, PlaygroundCertificates certificates, String token) {
        var ca = Pem.of(certificates.authority()).getBytes(StandardCharsets.UTF_8);
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url())
                .withCaCertData(Base64.getEncoder().encodeToString(ca))
                .withOauthToken(token)
                .build();
    }
}
