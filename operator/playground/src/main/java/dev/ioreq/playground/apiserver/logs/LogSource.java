package dev.ioreq.playground.apiserver.logs;

import dev.ioreq.playground.apiserver.resource.ApiException;
import java.io.IOException;
import java.io.OutputStream;

/** Gives the output of containers. Called on a thread of its own for each request, which may block as long as it follows. */
@FunctionalInterface
public interface LogSource {
    /** When nobody runs pods. */
    LogSource NONE = (request, output) -> {
        throw ApiException.badRequest("no container runs here: this API server has no log source");
    };

    /**
     * Writes the log to {@code output}, flushing what should be seen, and returns at its end.
     *
     * @throws ApiException before the first byte, when the container is unknown or has not started
     * @throws IOException when the client is gone, which ends the request without a word
     */
    void write(LogRequest request, OutputStream output) throws IOException;
}
