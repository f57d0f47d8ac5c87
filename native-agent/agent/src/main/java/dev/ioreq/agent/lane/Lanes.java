package dev.ioreq.agent.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * A keyed serial executor over a bounded pool. Tasks of one key run one after the other in the order of submission, each seeing what
 * the one before wrote; tasks of different keys run side by side. Only keys with work take room.
 */
public final class Lanes implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Lanes.class);
    private static final Duration IDLE_THREAD = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final ThreadPoolExecutor pool;
    private final Map<Object, Queue<Runnable>> lanes = new HashMap<>();
    private boolean closed;

    /** @param threads how many lanes may run at the same time, at least 1 */
    public Lanes(int threads) {
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_THREAD.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "lane-" + number.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Queues a task on the lane of a key.
     *
     * @return false after {@link #close()}: the task will not run
     */
    public boolean submit(Object key, Runnable task) {
        synchronized (lanes) {
            if (closed) {
                return false;
            }
            Queue<Runnable> waiting = lanes.get(key);
            if (waiting != null) {
                waiting.add(task);
                return true;
            }
            Queue<Runnable> lane = new ArrayDeque<>();
            lane.add(task);
            lanes.put(key, lane);
            pool.execute(() -> runNext(key, lane));
            return true;
        }
    }

    /** How many lanes have work now. */
    public int busy() {
        synchronized (lanes) {
            return lanes.size();
        }
    }

    private void runNext(Object key, Queue<Runnable> lane) {
        Runnable task;
        synchronized (lanes) {
            task = lane.element();
        }
        try {
            task.run();
        } catch (RuntimeException e) {
            // A task reports its own failures; what arrives here is a defect of ours, and the next task must run all
            // the same.
            LOG.errorf(e, "The lane of %s: a task failed unexpectedly", key);
        } finally {
            synchronized (lanes) {
                lane.remove();
                if (closed || lane.isEmpty()) {
                    lanes.remove(key);
                } else {
                    // Back to the end of the pool's queue: a busy domain does not starve the others.
                    pool.execute(() -> runNext(key, lane));
                }
            }
        }
    }

    /** Lets the running tasks finish (at most 10 s) and drops the waiting ones. */
    @Override
    public void close() {
        synchronized (lanes) {
            closed = true;
        }
        pool.shutdown();
        try {
            if (!pool.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("Lanes still busy after %s s: their threads are interrupted", CLOSING.toSeconds());
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
