package dev.ioreq.playground.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that is started again whenever it ends, as a Deployment's or DaemonSet's pod would be: at once the first time, and
 * not more often than once a second.
 */
public final class SupervisedProcess implements AutoCloseable {
    /** Starts the program once. */
    @FunctionalInterface
    public interface Start {
        Program start() throws IOException;
    }

    private static final System.Logger LOG = System.getLogger(SupervisedProcess.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final long LEAST_LIFE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Start start;
    private Program current;
    private long startedAt;
    private int restarts;
    private boolean wanted = true;

    private SupervisedProcess(Start start) {
        this.start = start;
    }

    /** Starts it, and from then on keeps it running. */
    public static SupervisedProcess of(Start start) throws IOException {
        var process = new SupervisedProcess(start);
        process.launch();
        return process;
    }

    private synchronized void launch() throws IOException {
        current = start.start();
        startedAt = System.nanoTime();
        Program launched = current;
        launched.onExit().thenAccept(status -> ended(launched, status));
    }

    private synchronized void ended(Program process, int status) {
        if (!wanted || process != current) {
            return;
        }
        LOG.log(System.Logger.Level.INFO, process.name() + " ended with status " + status + ": starting it again");
        restarts++;
        long lived = System.nanoTime() - startedAt;
        long wait = lived < LEAST_LIFE_NANOS && restarts > 1 ? LEAST_LIFE_NANOS : 0;
        CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS).execute(this::launchAgain);
    }

    private synchronized void launchAgain() {
        if (wanted && !current.isAlive()) {
            try {
                launch();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The process it runs in now. */
    public synchronized Program current() {
        return current;
    }

    /** How often it has been started again. */
    public synchronized int restarts() {
        return restarts;
    }

    /** Kills it (SIGKILL); it comes back at once. */
    public void kill() throws InterruptedException {
        current().kill();
    }

    /** Kills it (SIGKILL) and leaves it dead until {@link #release}. */
    public void killAndHold() throws InterruptedException {
        synchronized (this) {
            wanted = false;
        }
        current().kill();
    }

    /** Lets it run again after {@link #killAndHold}. */
    public synchronized void release() {
        wanted = true;
        launchAgain();
    }

    /** Asks it to end for good (SIGTERM); does not wait. */
    public synchronized void terminate() {
        wanted = false;
        current.terminate();
    }

    /** Ends it for good: SIGTERM, and SIGKILL when that does not help. */
    @Override
    public void close() throws InterruptedException {
        synchronized (this) {
            wanted = false;
        }
        current().stop(GRACE);
    }
}
