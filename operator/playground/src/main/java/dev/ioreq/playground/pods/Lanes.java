package dev.ioreq.playground.pods;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs tasks of one key one after another, in order, and tasks of different keys beside each other. */
final class Lanes implements AutoCloseable {
    private final ScheduledExecutorService threads;
    /** Keys with a task running or queued. */
    private final Map<String, Queue<Runnable>> queues = new HashMap<>();

    Lanes(String name, int threads) {
        this.threads = Executors.newScheduledThreadPool(threads, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs a task in this key's lane. After {@link #close} tasks are dropped. */
    void run(String key, Runnable task) {
        synchronized (queues) {
            Queue<Runnable> queue = queues.get(key);
            if (queue != null) {
                queue.add(task);
                return;
            }
            queues.put(key, new ArrayDeque<>());
        }
        dispatch(key, task);
    }

    /** Runs a task in this key's lane, not before {@code delay} is over. */
    void runAfter(Duration delay, String key, Runnable task) {
        if (!threads.isShutdown()) {
            threads.schedule(() -> run(key, task), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void dispatch(String key, Runnable task) {
        if (!threads.isShutdown()) {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    next(key);
                }
            });
        }
    }

    private void next(String key) {
        Runnable task;
        synchronized (queues) {
            task = queues.get(key).poll();
            if (task == null) {
                queues.remove(key);
                return;
            }
        }
        dispatch(key, task);
    }

    /** Takes no further tasks; those that run are waited for. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(10, TimeUnit.SECONDS);
    }
}
