package dev.ioreq.playground.apiserver.store;

import dev.ioreq.playground.apiserver.resource.ApiException;
import java.util.ArrayDeque;
import java.util.List;

/** The last events of a table, so that a watch can start in the past. Not thread-safe: the table locks. */
final class EventLog {
    private final int capacity;
    private final ArrayDeque<StoreEvent> events = new ArrayDeque<>();
    private long forgotten;

    EventLog(int capacity) {
        this.capacity = capacity;
    }

    void append(StoreEvent event) {
        events.addLast(event);
        if (events.size() > capacity) {
            forgotten = events.removeFirst().version();
        }
    }

    void forget() {
        if (!events.isEmpty()) {
            forgotten = events.getLast().version();
            events.clear();
        }
    }

    /** The events after {@code version}. */
    List<StoreEvent> since(long version) {
        if (version < forgotten) {
            throw ApiException.expired("too old resource version: %d (%d)".formatted(version, forgotten));
        }
        return events.stream().filter(event -> event.version() > version).toList();
    }
}
