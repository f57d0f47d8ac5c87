package dev.ioreq.playground.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.playground.apiserver.Server;
import dev.ioreq.playground.apiserver.faults.Fault;
import dev.ioreq.playground.apiserver.story.EmbeddedStage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that suffers answers as a real one that does. */
class FaultyServerTest {
    private final Server server = Server.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anOverloadedOneSaysWhenToComeBack() throws Exception {
        strike(new Fault.Refused(429));

        HttpResponse<String> answer = namespaces();

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("\"kind\":\"Status\"").contains("\"reason\":\"TooManyRequests\"");
    }

    @Test
    void aBrokenOneAnswersWithTheCodeAndAStatus() throws Exception {
        strike(new Fault.Refused(503));

        HttpResponse<String> answer = namespaces();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"kind\":\"Status\"").contains("\"code\":503");
    }

    @Test
    void aSlowOneAnswersAsEverButLater() throws Exception {
        var late = Duration.ofMillis(300);
        strike(new Fault.Late(late));
        long asked = System.nanoTime();

        HttpResponse<String> answer = namespaces();

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(late);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("NamespaceList");
    }

    @Test
    void afterwardsItAnswersAtOnce() throws Exception {
        strike(new Fault.Refused(500));
        assertThat(namespaces().statusCode()).isEqualTo(500);

        server.server().faults().end();

        assertThat(namespaces().statusCode()).isEqualTo(200);
        assertThat(server.server().faults().struck()).isEqualTo(1);
    }

    private void strike(Fault fault) {
        server.server().faults().strike(user -> true, fault);
    }

    private HttpResponse<String> namespaces() throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(server.certificates().issue("anonymous").sslContext())
                .build();
        return client.send(
                HttpRequest.newBuilder(URI.create(server.server().url() + "/api/v1/namespaces"))
                        .header("Authorization", "Bearer " + EmbeddedStage.ADMIN_TOKEN)
                        .build(),
                BodyHandlers.ofString());
    }
}
