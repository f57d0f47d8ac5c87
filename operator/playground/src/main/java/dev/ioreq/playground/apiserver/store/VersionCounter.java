package dev.ioreq.playground.apiserver.store;

import java.util.concurrent.atomic.AtomicLong;

/** The one counter behind every resource version. */
public final class VersionCounter {
    private final AtomicLong last = new AtomicLong();

    public long next() {
        return last.incrementAndGet();
    }

    public long last() {
        return last.get();
    }
}
