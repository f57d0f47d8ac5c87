package dev.ioreq.playground.apiserver.http;

import static dev.ioreq.playground.apiserver.Server.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.playground.apiserver.Kubeconfig;
import dev.ioreq.playground.apiserver.Server;
import dev.ioreq.playground.apiserver.story.EmbeddedStage;
import dev.ioreq.playground.certificates.PlaygroundCertificates;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTest {
    private final Server server = Server.start(config -> config.withLogs((request, output) -> {
        String line = "%s/%s follow=%s previous=%s tail=%s\n"
                .formatted(
                        request.pod().at("/metadata/name").asText(),
                        request.container(),
                        request.follow(),
                        request.previous(),
                        request.tailLines().orElse(-1));
        output.write(line.getBytes(StandardCharsets.UTF_8));
    }));

    @AfterEach
    void stop() {
        server.close();
    }

    private SSLContext anonymous() {
        return server.certificates().issue("anonymous").sslContext();
    }

    private HttpResponse<String> send(SSLContext ssl, HttpRequest.Builder request) throws Exception {
        return HttpClient.newBuilder().sslContext(ssl).build().send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.server().url() + path));
    }

    private HttpRequest.Builder asAdmin(String path) {
        return request(path).header("Authorization", "Bearer " + EmbeddedStage.ADMIN_TOKEN);
    }

    @Test
    void aClientCertificateNamesItsUser() throws Exception {
        var ssl = server.certificates()
                .issue("robot", List.of("machines"), List.of())
                .sslContext();
        String review = "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}";

        var answer = send(
                ssl,
                request("/apis/authentication.k8s.io/v1/selfsubjectreviews")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(review)));

        assertThat(answer.body()).contains("\"username\":\"robot\"").contains("machines", "system:authenticated");
    }

    @Test
    void aWrongTokenAloneIsNobody() throws Exception {
        var trustOnly = TrustOnly.context(server.certificates().authority());

        assertThat(send(trustOnly, request("/api/v1/pods").header("Authorization", "Bearer wrong"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(trustOnly, request("/version")).statusCode()).isEqualTo(200);
        assertThat(send(trustOnly, request("/readyz")).body()).isEqualTo("ok");
    }

    @Test
    void aCertificateOfAnotherAuthorityEndsTheHandshake() {
        var other = PlaygroundCertificates.create().issue("robot").sslContext();

        assertThatThrownBy(() -> send(other, request("/version"))).isInstanceOf(IOException.class);
    }

    @Test
    void anUpgradeToWebSocketIsAnsweredAtOnceWithNothing() throws Exception {
        try (var socket = anonymous()
                .getSocketFactory()
                .createSocket("127.0.0.1", URI.create(server.server().url()).getPort())) {
            String request =
                    "GET /api/v1/pods?watch=true HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade:"
                            + " websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(15);

            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aWatchFromTooLongAgoIsExpired() throws Exception {
        var maps = server.resource("v1", "configmaps");
        maps.create(yaml("{metadata: {name: a, namespace: default}}"));
        server.server().compact();

        var answer = send(anonymous(), asAdmin("/api/v1/configmaps?watch=1&resourceVersion=1&timeoutSeconds=5"));

        assertThat(answer.body())
                .startsWith("{\"type\":\"ERROR\"")
                .contains("\"code\":410", "too old resource version");
    }

    @Test
    void aQuietWatchStillSaysHowFarItHasCome() throws Exception {
        var answer = send(
                anonymous(),
                asAdmin("/api/v1/pods?watch=1&resourceVersion=1&timeoutSeconds=7&allowWatchBookmarks=true"));

        assertThat(answer.body()).startsWith("{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Pod\"");
    }

    @Test
    void theBeginningOfAWatchListEndsWithAMark() throws Exception {
        var answer = send(
                anonymous(),
                asAdmin("/api/v1/namespaces?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                        + "&allowWatchBookmarks=true&timeoutSeconds=1"));

        assertThat(answer.body().lines().toList())
                .element(3)
                .asString()
                .contains("BOOKMARK", "\"k8s.io/initial-events-end\":\"true\"");
    }

    @Test
    void logsComeFromTheirSource() throws Exception {
        server.resource("v1", "pods")
                .create(yaml(
                        "{metadata: {name: p, namespace: default}, spec: {containers: [{name: c, image: 'i:1'}]}}"));
        String log = "/api/v1/namespaces/default/pods/p/log";

        assertThat(send(anonymous(), asAdmin(log + "?follow=true&tailLines=3")).body())
                .isEqualTo("p/c follow=true previous=false tail=3\n");
        assertThat(send(anonymous(), asAdmin(log + "?container=x")).body())
                .contains("container x is not valid for pod p", "\"code\":400");
        assertThat(send(anonymous(), asAdmin(log.replace("pods/p", "pods/q"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aKubeconfigIsAllAClientNeeds(@TempDir Path directory) throws Exception {
        var file = directory.resolve("kubeconfig");
        new Kubeconfig(
                        "playground",
                        server.server().url(),
                        server.certificates().authority(),
                        EmbeddedStage.ADMIN_TOKEN)
                .writeTo(file);

        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        try (var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(file.toFile()))
                .build()) {
            await().until(() -> client.serviceAccounts()
                            .inNamespace("default")
                            .withName("default")
                            .get()
                    != null);
        }
    }
}
