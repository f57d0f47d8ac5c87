package dev.ioreq.playground.apiserver.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.store.StoreEvent;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns changes of a table into changes of the selected part: what begins to match is added, what ceases to is deleted. */
public final class WatchFilter {
    private final String namespace;
    private final Predicate<JsonNode> selector;

    /**
     * @param namespace empty for all
     * @param selector of objects as they are stored
     */
    public WatchFilter(String namespace, Predicate<JsonNode> selector) {
        this.namespace = namespace;
        this.selector = selector;
    }

    /** What the watcher sees; empty when the change does not concern it. */
    public Optional<StoreEvent.Kind> seen(StoreEvent event) {
        if (!namespace.isEmpty() && !event.current().key().namespace().equals(namespace)) {
            return Optional.empty();
        }
        boolean matches = selector.test(event.current().tree());
        boolean matched =
                event.previous() != null && selector.test(event.previous().tree());
        return switch (event.kind()) {
            case ADDED -> matches ? Optional.of(StoreEvent.Kind.ADDED) : Optional.empty();
            case DELETED -> matched || matches ? Optional.of(StoreEvent.Kind.DELETED) : Optional.empty();
            case MODIFIED -> modified(matched, matches);
        };
    }

    private static Optional<StoreEvent.Kind> modified(boolean matched, boolean matches) {
        if (matches) {
            return Optional.of(matched ? StoreEvent.Kind.MODIFIED : StoreEvent.Kind.ADDED);
        }
        return matched ? Optional.of(StoreEvent.Kind.DELETED) : Optional.empty();
    }
}
