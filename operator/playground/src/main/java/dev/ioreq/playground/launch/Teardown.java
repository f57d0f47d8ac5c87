package dev.ioreq.playground.launch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has been started, to be ended in the opposite order. Once closing has begun nothing more is taken in: what comes late is
 * ended at once. Closing twice, also from two threads, ends everything once; the second waits for the first.
 */
public final class Teardown implements AutoCloseable {
    private record Step(String name, AutoCloseable action) {}

    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean closing;
    private boolean closed;

    /**
     * Adds a thing to end.
     *
     * @throws IllegalStateException when the end has begun; the thing has been ended
     */
    public void add(String name, AutoCloseable action) {
        boolean late;
        synchronized (steps) {
            late = closing;
            if (!late) {
                steps.push(new Step(name, action));
            }
        }
        if (late) {
            var stopped = new IllegalStateException(name + " was started after the end had begun, and has been ended");
            end(new Step(name, action), stopped);
            throw stopped;
        }
    }

    /**
     * Ends everything, last started first. A step that fails does not keep the others from being done.
     *
     * @throws IllegalStateException naming the first step that failed; the others are suppressed in it
     */
    @Override
    public synchronized void close() {
        synchronized (steps) {
            closing = true;
        }
        var failures = new IllegalStateException("not everything could be ended");
        while (true) {
            Step step;
            synchronized (steps) {
                step = steps.poll();
            }
            if (step == null) {
                break;
            }
            end(step, failures);
        }
        closed = true;
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    /** Whether everything has been ended. */
    public synchronized boolean isClosed() {
        return closed;
    }

    private static void end(Step step, Exception failures) {
        try {
            step.action().close();
        } catch (Exception e) {
            failures.addSuppressed(new IllegalStateException(step.name() + ": " + e.getMessage(), e));
        }
    }
}
