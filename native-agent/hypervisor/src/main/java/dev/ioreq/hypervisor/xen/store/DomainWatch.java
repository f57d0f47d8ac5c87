package dev.ioreq.hypervisor.xen.store;

import dev.ioreq.hypervisor.posix.EventFd;
import dev.ioreq.hypervisor.posix.Poll;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells of births and deaths of domains, on a thread of its own because the library waits in C. When xenstored goes away it is looked for
 * every second; what was missed meanwhile is told as one change.
 */
public final class DomainWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(DomainWatch.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long JOIN_MILLIS = 5000;

    private final Runnable changed;
    private final EventFd stop = EventFd.create();
    private final Thread thread = new Thread(this::run, "xenstore-watch");
    private volatile boolean stopped;

    private DomainWatch(Runnable changed) {
        this.changed = changed;
    }

    /** @param changed called at once and after each change, on the watch's thread */
    public static DomainWatch start(Runnable changed) {
        DomainWatch watch = new DomainWatch(changed);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void run() {
        boolean missed = false;
        while (!stopped) {
            Optional<WatchedXenstore> connection = WatchedXenstore.open();
            if (connection.isPresent()) {
                try (WatchedXenstore xenstore = connection.get()) {
                    if (missed) {
                        LOG.log(Level.INFO, "xenstored answers again");
                    }
                    missed = false;
                    listen(xenstore);
                }
            }
            if (!stopped) {
                if (!missed) {
                    LOG.log(
                            Level.WARNING,
                            "xenstored does not answer; births and deaths of domains are not seen until it does");
                }
                missed = true;
                Poll.readable(stop.descriptor().value(), RETRY);
            }
        }
    }

    /** Until the connection breaks or the watch is closed. */
    private void listen(WatchedXenstore xenstore) {
        tell();
        while (!stopped) {
            xenstore.await(stop.descriptor().value());
            if (stopped) {
                return;
            }
            if (xenstore.takeNews()) {
                tell();
            } else if (!xenstore.isAlive()) {
                return;
            }
        }
    }

    private void tell() {
        try {
            changed.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A listener of domains failed", e);
        }
    }

    /** When this returns nothing is told any more, unless the listener itself closes. Idempotent. */
    @Override
    public void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        stop.raise();
        if (Thread.currentThread() != thread) {
            joinThread();
        }
        if (!thread.isAlive()) {
            stop.close();
        }
    }

    private void joinThread() {
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
