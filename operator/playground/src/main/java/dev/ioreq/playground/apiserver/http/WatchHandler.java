package dev.ioreq.playground.apiserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.table.Tables;
import dev.ioreq.playground.apiserver.watch.Watch;
import dev.ioreq.playground.apiserver.watch.WatchFilter;
import dev.ioreq.playground.apiserver.write.Target;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** Watches over HTTP. Each occupies its request's thread until it ends. */
final class WatchHandler implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final long SHORTEST_SECONDS = 1800;

    private final Tables tables;
    private final Set<Watch> open = ConcurrentHashMap.newKeySet();

    WatchHandler(Tables tables) {
        this.tables = tables;
    }

    void watch(Call call, Target target, ResourceTable table) throws IOException {
        var type = target.type();
        var selector = ListParameters.selector(call, type);
        Predicate<JsonNode> named = target.name().isEmpty()
                ? selector
                : object -> selector.test(object)
                        && object.at("/metadata/name").asText().equals(target.name());
        var end = Instant.now()
                .plusSeconds(ListParameters.number(
                        call,
                        "timeoutSeconds",
                        SHORTEST_SECONDS + ThreadLocalRandom.current().nextLong(SHORTEST_SECONDS)));
        var start = start(call);
        var output = new BufferedOutputStream(call.stream("application/json"), BUFFER);
        var answer = new WatchAnswer(
                output,
                type,
                Representation.of(call),
                tables.table(type, Tables.Included.parse(call.parameter("includeObject"))),
                call.flag("allowWatchBookmarks"),
                call.flag("sendInitialEvents"));
        output.flush();
        run(table, new WatchFilter(target.namespace(), named), start, answer, end);
    }

    private void run(ResourceTable table, WatchFilter filter, Watch.Start start, WatchAnswer answer, Instant end)
            throws IOException {
        try (var watch = Watch.open(table, filter, start)) {
            open.add(watch);
            try {
                watch.run(answer, end);
            } finally {
                open.remove(watch);
            }
        } catch (ApiException expired) {
            answer.error(expired.status());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Watch.Start start(Call call) {
        long version = ListParameters.number(call, "resourceVersion", 0);
        return new Watch.Start(version == 0 || call.flag("sendInitialEvents"), version);
    }

    /** Ends all watches. */
    @Override
    public void close() {
        open.forEach(Watch::close);
    }
}
