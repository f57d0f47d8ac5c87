package dev.ioreq.playground.apiserver.watch;

import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.store.StoreEvent;
import dev.ioreq.playground.apiserver.store.StoredObject;
import dev.ioreq.playground.apiserver.store.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** One watch, run by one thread from its start to its end. */
public final class Watch implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final ResourceTable table;
    private final WatchFilter filter;
    private final EventQueue queue = new EventQueue();
    private final Subscription subscription;
    private volatile boolean closed;

    private Watch(ResourceTable table, WatchFilter filter, Start start) {
        this.table = table;
        this.filter = filter;
        this.subscription = start.withState()
                ? table.subscribeWithState(
                        event -> queue.put(new EventQueue.Changed(event)),
                        version -> queue.put(new EventQueue.StateComplete(version)))
                : table.subscribe(start.version(), event -> queue.put(new EventQueue.Changed(event)));
    }

    /**
     * Where a watch begins.
     *
     * @param withState tell what exists as additions first
     * @param version else: tell changes after this version
     */
    public record Start(boolean withState, long version) {}

    /** What hears a watch; every method runs on the watch's thread. */
    public interface Listener {
        void changed(StoreEvent.Kind kind, StoredObject object) throws IOException;

        /** All that existed at the start has been told; {@code version} is that state's. */
        default void stateComplete(long version) throws IOException {}

        /** Nothing happened for a while; every change up to {@code version} has been told. */
        default void idle(long version) throws IOException {}

        /** Nothing more is waiting right now: a good moment to flush. */
        default void caughtUp() throws IOException {}
    }

    /**
     * Subscribes; nothing is lost from here on.
     *
     * @throws dev.ioreq.playground.apiserver.resource.ApiException 410 when the start is too long ago
     */
    public static Watch open(ResourceTable table, WatchFilter filter, Start start) {
        return new Watch(table, filter, start);
    }

    /** Tells the listener until {@code end}, until closed, or until the watcher cannot keep up. */
    public void run(Listener listener, Instant end) throws IOException, InterruptedException {
        while (!closed && !queue.isOverrun()) {
            var now = Instant.now();
            if (now.isAfter(end)) {
                return;
            }
            var item = queue.poll(now.plus(IDLE).isAfter(end) ? Duration.between(now, end) : IDLE);
            if (item instanceof EventQueue.Changed changed) {
                tell(listener, changed.event());
            } else if (item instanceof EventQueue.StateComplete complete) {
                listener.stateComplete(complete.version());
            } else if (item == null) {
                idle(listener);
            }
            if (queue.isEmpty()) {
                listener.caughtUp();
            }
        }
    }

    private void tell(Listener listener, StoreEvent event) throws IOException {
        var seen = filter.seen(event);
        if (seen.isPresent()) {
            listener.changed(seen.get(), event.current());
        }
    }

    private void idle(Listener listener) throws IOException {
        long version = table.deliveredVersion();
        if (queue.isEmpty()) {
            listener.idle(version);
        }
    }

    /** Ends the watch; its thread leaves at once. */
    @Override
    public void close() {
        closed = true;
        subscription.close();
        queue.put(new EventQueue.Closed());
    }
}
