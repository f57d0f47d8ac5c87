package dev.ioreq.playground.apiserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One request and the way to answer it. */
final class Call {
    private final HttpExchange exchange;
    private final User user;
    private final List<String> path;
    private final Map<String, String> query;
    private boolean answered;

    Call(HttpExchange exchange, User user) {
        this.exchange = exchange;
        this.user = user;
        this.path = Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
                .filter(part -> !part.isEmpty())
                .map(Call::decoded)
                .toList();
        this.query = query(exchange.getRequestURI().getRawQuery());
    }

    private static Map<String, String> query(String raw) {
        var query = new HashMap<String, String>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            query.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    User user() {
        return user;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** The parts of the path. */
    List<String> path() {
        return path;
    }

    /** A query parameter; null when absent. */
    String parameter(String name) {
        return query.get(name);
    }

    /** Whether a query parameter says true, in any of the ways clients say it. */
    boolean flag(String name) {
        String value = query.get(name);
        return value != null && List.of("true", "1", "").contains(value);
    }

    /** A header; empty when absent. */
    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    byte[] body() throws IOException {
        return exchange.getRequestBody().readAllBytes();
    }

    /** Tells the client's user something beside the answer (RFC 7234, code 299); kubectl prints it. */
    void warn(List<String> warnings) {
        warnings.forEach(warning -> exchange.getResponseHeaders()
                .add("Warning", "299 - \"" + warning.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
    }

    /** Asks the client to wait before it tries again (RFC 9110, 10.2.3), in whole seconds. */
    void retryAfter(Duration wait) {
        exchange.getResponseHeaders().set("Retry-After", Long.toString(wait.toSeconds()));
    }

    void answer(int code, JsonNode json) throws IOException {
        answer(code, "application/json", Json.bytes(json));
    }

    void answer(int code, String type, byte[] body) throws IOException {
        begin(code, type, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Begins an answer without an end in sight. */
    OutputStream stream(String type) throws IOException {
        begin(200, type, 0);
        return exchange.getResponseBody();
    }

    /**
     * The request is read to its end first, whatever the answer: the next one on this connection comes as soon as the client has the
     * answer, and the JDK's server would take it for the rest of this one.
     */
    private void begin(int code, String type, long length) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        answered = true;
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(code, length);
    }

    /** Whether an answer has begun, so that an error can no more become one. */
    boolean isAnswered() {
        return answered;
    }
}
