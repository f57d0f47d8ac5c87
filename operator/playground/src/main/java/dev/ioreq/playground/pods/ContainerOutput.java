package dev.ioreq.playground.pods;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Writes what a container says into its log, as it comes. */
public final class ContainerOutput {
    private ContainerOutput() {}

    /**
     * Follows both outputs to their ends, then closes the log.
     *
     * @param name of the container, for its threads
     * @return completes when the log is complete
     */
    public static CompletableFuture<Void> into(ContainerLog log, String name, InputStream output, InputStream errors) {
        var stdout = pump(name, output, log, ContainerLog.Stream.STDOUT);
        var stderr = pump(name, errors, log, ContainerLog.Stream.STDERR);
        return CompletableFuture.allOf(stdout, stderr).handle((nothing, failure) -> {
            close(log);
            return null;
        });
    }

    private static CompletableFuture<Void> pump(
            String name, InputStream from, ContainerLog log, ContainerLog.Stream stream) {
        var done = new CompletableFuture<Void>();
        var thread = new Thread(
                () -> {
                    try (from) {
                        var buffer = new byte[8192];
                        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                            log.append(stream, buffer, n);
                        }
                        done.complete(null);
                    } catch (IOException e) {
                        done.completeExceptionally(e);
                    }
                },
                name + " " + stream.label());
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void close(ContainerLog log) {
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
