package dev.ioreq.playground.apiserver.watch;

import dev.ioreq.playground.apiserver.store.StoreEvent;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Events on their way from the table to one watcher. A watcher too slow to keep up loses its watch, not the server's memory. */
final class EventQueue {
    private static final int CAPACITY = 100_000;

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>(CAPACITY);
    private volatile boolean overrun;

    sealed interface Item {}

    /** A change. */
    record Changed(StoreEvent event) implements Item {}

    /** All that existed when the watch began has been told. */
    record StateComplete(long version) implements Item {}

    /** The watch has been closed; wakes whoever waits for an item. */
    record Closed() implements Item {}

    void put(Item item) {
        if (!items.offer(item)) {
            overrun = true;
        }
    }

    /** The next item; null when none came in time. */
    Item poll(Duration timeout) throws InterruptedException {
        return items.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    boolean isOverrun() {
        return overrun;
    }
}
