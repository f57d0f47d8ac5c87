package dev.ioreq.playground.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ioreq.playground.apiserver.auth.RequestLog;
import dev.ioreq.playground.apiserver.auth.RequestLog.Asked;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What a real API server was asked, read from its audit log (audit.k8s.io/v1, an event a line): counted like the requests to the
 * embedded one. A request counts as soon as it has been received, whatever becomes of it.
 */
public final class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECEIVED = "RequestReceived";

    /** Groups whose objects are questions, which change nothing though they are "created". */
    private static final Set<String> QUESTIONS = Set.of("authentication.k8s.io", "authorization.k8s.io");

    private final Path file;
    private final RequestLog requests = new RequestLog();
    private long read;

    /** @param file of which only what is written from now on counts */
    AuditLog(Path file) {
        this.file = file;
        try {
            this.read = Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything asked so far. */
    public synchronized Map<Asked, Long> snapshot() {
        try {
            readOn();
        } catch (IOException e) {
            throw new UncheckedIOException("audit log " + file, e);
        }
        return requests.snapshot();
    }

    private void readOn() throws IOException {
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] more = new byte[Math.toIntExact(log.length() - read)];
            log.seek(read);
            log.readFully(more);
            int begin = 0;
            for (int i = 0; i < more.length; i++) {
                if (more[i] == '\n') {
                    count(new String(more, begin, i - begin, StandardCharsets.UTF_8));
                    begin = i + 1;
                }
            }
            read += begin;
        }
    }

    private void count(String line) throws IOException {
        JsonNode event = JSON.readTree(line);
        JsonNode object = event.path("objectRef");
        if (!event.path("stage").asText().equals(RECEIVED) || object.isMissingNode()) {
            return;
        }
        String group = object.path("apiGroup").asText();
        if (QUESTIONS.contains(group)) {
            return;
        }
        requests.record(new Asked(
                event.at("/user/username").asText(),
                event.path("verb").asText(),
                object.path("resource").asText() + (group.isEmpty() ? "" : "." + group),
                object.path("subresource").asText()));
    }
}
