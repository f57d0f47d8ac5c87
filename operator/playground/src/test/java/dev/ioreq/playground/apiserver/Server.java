package dev.ioreq.playground.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.client.ApiClient;
import dev.ioreq.playground.apiserver.client.ResourceClient;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.story.EmbeddedStage;
import dev.ioreq.playground.certificates.PlaygroundCertificates;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** An embedded server of one test, with clients in the process and over HTTPS. */
public final class Server implements AutoCloseable {
    private final PlaygroundCertificates certificates = PlaygroundCertificates.create();
    private final EmbeddedApiServer server;

    private Server(UnaryOperator<ApiServerConfig> settings) {
        try {
            server = EmbeddedApiServer.start(settings.apply(EmbeddedStage.config(certificates)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Server start() {
        return new Server(config -> config);
    }

    public static Server start(UnaryOperator<ApiServerConfig> settings) {
        return new Server(settings);
    }

    public EmbeddedApiServer server() {
        return server;
    }

    public PlaygroundCertificates certificates() {
        return certificates;
    }

    /** What a test does by itself. */
    public ApiClient client() {
        return server.client(User.system("test"));
    }

    public ResourceClient resource(String apiVersion, String plural) {
        return client().resource(apiVersion, plural);
    }

    public KubernetesClient fabric8(String token) {
        return new KubernetesClientBuilder()
                .withConfig(EmbeddedStage.clientConfig(server, certificates, token))
                .build();
    }

    /** YAML as an object. */
    public static ObjectNode yaml(String text) {
        try {
            return (ObjectNode) Json.parseYaml(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** YAML as whatever it is. */
    public static JsonNode node(String text) {
        try {
            return Json.parseYaml(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
