package dev.ioreq.playground.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.playground.apiserver.Server;
import dev.ioreq.playground.apiserver.story.EmbeddedStage;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A request is read to its end before it is answered, even one that is refused for what its first line says. The client of an early
 * answer sends its next request while the rest of the first is on its way, and the JDK's server, which takes both for that rest,
 * never answers the second.
 */
class WholeRequestsTest {
    private static final String BODY = "{\"kind\":\"ConfigMap\"}";
    private static final int LONG_ENOUGH_TO_ANSWER_MILLIS = 500;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Server server = Server.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRefusalWaitsForTheEndOfWhatItRefuses() throws Exception {
        try (SSLSocket socket = connect()) {
            send(socket, request());

            socket.setSoTimeout(LONG_ENOUGH_TO_ANSWER_MILLIS);
            assertThatThrownBy(() -> statusLine(socket.getInputStream())).isInstanceOf(SocketTimeoutException.class);

            socket.setSoTimeout(PATIENCE_MILLIS);
            send(socket, BODY);
            assertThat(statusLine(socket.getInputStream())).startsWith("HTTP/1.1 422");
        }
    }

    private SSLSocket connect() throws IOException {
        URI url = URI.create(server.server().url());
        return (SSLSocket) server.certificates()
                .issue("anonymous")
                .sslContext()
                .getSocketFactory()
                .createSocket(url.getHost(), url.getPort());
    }

    /** An apply that lacks its field manager. */
    private static String request() {
        return String.join(
                "\r\n",
                "PATCH /api/v1/namespaces/default/configmaps/c HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + EmbeddedStage.ADMIN_TOKEN,
                "Content-Type: application/apply-patch+yaml",
                "Content-Length: " + BODY.length(),
                "",
                "");
    }

    private static void send(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String statusLine(InputStream answer) throws IOException {
        var line = new StringBuilder();
        for (int next = answer.read(); next != '\r' && next >= 0; next = answer.read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
