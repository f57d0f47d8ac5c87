package dev.ioreq.playground.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a program of ours how it is, as a kubelet's readiness probe does.
 *
 * @param port of its health endpoints, on the loopback interface
 */
public record HealthProbe(int port) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** Why it is not ready; empty when it is. */
    public Optional<String> unready() throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.empty()
                    : Optional.of("it answers " + answer.statusCode() + ": " + answer.body());
        } catch (IOException e) {
            return Optional.of("it cannot be reached at port " + port + ": " + e.getMessage());
        }
    }
}
