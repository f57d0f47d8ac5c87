package dev.ioreq.playground.pods;

import dev.ioreq.playground.apiserver.logs.LogRequest;
import dev.ioreq.playground.apiserver.logs.LogSource;
import dev.ioreq.playground.apiserver.resource.ApiException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Gives the API server the containers' logs: {@code kubectl logs}, with {@code -f}, {@code --previous} and {@code --tail}. */
public final class PodLogs implements LogSource {
    private final CompletableFuture<Pods> runner = new CompletableFuture<>();

    /** Says who runs the pods; requests before that wait for it. */
    public void of(Pods pods) {
        runner.complete(pods);
    }

    @Override
    public void write(LogRequest request, OutputStream output) throws IOException {
        Pods pods = runner.join();
        String namespace = request.pod().at("/metadata/namespace").asText();
        String pod = request.pod().at("/metadata/name").asText();
        String container = request.container().isEmpty()
                ? request.pod().at("/spec/containers/0/name").asText()
                : request.container();
        List<Path> logs = pods.logs(namespace, pod, container);
        int wanted = logs.size() - (request.previous() ? 2 : 1);
        if (wanted < 0) {
            throw ApiException.badRequest(
                    request.previous()
                            ? "previous terminated container \"" + container + "\" in pod \"" + pod + "\" not found"
                            : "container \"" + container + "\" in pod \"" + pod + "\" is waiting to start");
        }
        var stream = new LogStream(logs.get(wanted), request.tailLines(), request.limitBytes());
        try {
            stream.copyTo(
                    output,
                    () -> request.follow()
                            && !request.previous()
                            && pods.logs(namespace, pod, container).size() == logs.size()
                            && pods.running(namespace, pod, container).isPresent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
