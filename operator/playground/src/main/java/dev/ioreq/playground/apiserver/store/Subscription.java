package dev.ioreq.playground.apiserver.store;

/** Ends what {@link ResourceTable#subscribe} began; more than once does nothing more. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
