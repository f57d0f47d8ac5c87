package dev.ioreq.playground.pods;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends containers when their node goes down. */
final class NodeShutdown {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private NodeShutdown() {}

    /** Asks all of them to end, kills those that do not, and returns when none is left. */
    static void end(List<RunningContainer> containers) throws InterruptedException {
        containers.forEach(RunningContainer::terminate);
        var all = CompletableFuture.allOf(containers.stream()
                .map(container -> container.ended().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
        try {
            all.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            containers.forEach(RunningContainer::kill);
            all.handle((nothing, failure) -> nothing).join();
        } catch (ExecutionException lostLog) {
            all.handle((nothing, failure) -> nothing).join();
        }
    }
}
