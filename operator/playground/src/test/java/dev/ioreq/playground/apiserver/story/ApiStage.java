package dev.ioreq.playground.apiserver.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** An API server to tell the story on, with a namespace of its own for each test. */
final class ApiStage implements AutoCloseable {
    private final Config config;
    private final KubernetesClient client;
    private final HttpClient http;
    private final AutoCloseable server;

    ApiStage(Config config, SSLContext ssl, AutoCloseable server) {
        this.config = config;
        this.client = new KubernetesClientBuilder().withConfig(config).build();
        this.http = HttpClient.newBuilder()
                .sslContext(ssl)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.server = server;
    }

    KubernetesClient client() {
        return client;
    }

    String newNamespace() {
        String name = "story-" + UUID.randomUUID().toString().substring(0, 8);
        ensureNamespace(name);
        return name;
    }

    /** Makes the namespace; where a server has custom resources alone, namespaces need not be made. */
    void ensureNamespace(String name) {
        var made = send("POST", "/api/v1/namespaces", "application/json", "{\"metadata\":{\"name\":\"" + name + "\"}}");
        if (made.code() != 404 && made.code() != 409) {
            made.expect(201);
        }
    }

    /** What came back. */
    record Answer(int code, HttpResponse<String> response) {
        Answer expect(int expected) {
            if (code != expected) {
                throw new AssertionError("expected HTTP %d, got %d: %s".formatted(expected, code, response.body()));
            }
            return this;
        }

        JsonNode json() {
            try {
                return Json.MAPPER.readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + response.body(), e);
            }
        }

        String message() {
            return json().path("message").asText();
        }
    }

    Answer send(String method, String path, String type, String body) {
        return send(request(path).method(method, BodyPublishers.ofString(body)).header("Content-Type", type));
    }

    Answer get(String path, String accept) {
        return send(request(path).header("Accept", accept));
    }

    Answer get(String path) {
        return get(path, "application/json");
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(config.getMasterUrl().replaceFirst("/$", "") + path));
        if (config.getOauthToken() != null) {
            request.header("Authorization", "Bearer " + config.getOauthToken());
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError("the API server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.close();
    }
}
