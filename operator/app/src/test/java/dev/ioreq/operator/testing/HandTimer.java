package dev.ioreq.operator.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer that does nothing by itself: what is scheduled waits until a test runs it. */
public final class HandTimer extends ScheduledThreadPoolExecutor {

    /** What waits. */
    public record Task(Runnable body, Duration delay) {}

    private final List<Task> tasks = new ArrayList<>();

    /** Nothing scheduled. */
    public HandTimer() {
        super(0);
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable body, long delay, TimeUnit unit) {
        tasks.add(new Task(body, Duration.of(delay, unit.toChronoUnit())));
        return new Waiting(body);
    }

    /** What waits, in the order in which it was scheduled. */
    public synchronized List<Task> waiting() {
        return List.copyOf(tasks);
    }

    /** Runs all that waits now; what that schedules waits for the next call. */
    public void runAll() {
        List<Task> now;
        synchronized (this) {
            now = List.copyOf(tasks);
            tasks.clear();
        }
        now.forEach(task -> task.body().run());
    }

    private static final class Waiting extends FutureTask<Void> implements RunnableScheduledFuture<Void> {

        Waiting(Runnable body) {
            super((Callable<Void>) () -> {
                body.run();
                return null;
            });
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(java.util.concurrent.Delayed other) {
            return 0;
        }
    }
}
