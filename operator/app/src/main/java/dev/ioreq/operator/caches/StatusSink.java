package dev.ioreq.operator.caches;

/**
 * Where a status is written to.
 *
 * @param <R> the resource
 */
@FunctionalInterface
public interface StatusSink<R> {

    /**
     * Writes the status of {@code fresh} (which has a name, a namespace and a status, and nothing else) over that of {@code base}.
     *
     * @return false if the resource has changed since {@code base}, or is gone: look at it again
     */
    boolean write(R fresh, R base);
}
