package dev.ioreq.agent.loop;

import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A thread that polls descriptors and calls their handlers, and a second duty at a fixed interval. Handlers must not block.
 */
public final class PollLoop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PollLoop.class);
    private static final Duration JOIN = Duration.ofSeconds(10);

    private final String name;
    private final Duration interval;
    private final Runnable onInterval;
    private final SeqPacketSocket bell;
    private final SeqPacketSocket ear;
    private final Map<Integer, Watch> watches = new LinkedHashMap<>();
    private final Thread thread;
    private boolean changed = true;
    private boolean rung;
    private volatile boolean closed;

    /** A descriptor under watch. Close it before the descriptor itself is closed; its number will be used again. */
    public final class Watch implements AutoCloseable {
        private final int descriptor;
        private final Runnable readable;

        private Watch(int descriptor, Runnable readable) {
            this.descriptor = descriptor;
            this.readable = readable;
        }

        /** Ends the watch; a handler that runs already is not waited for. Idempotent. */
        @Override
        public void close() {
            synchronized (watches) {
                if (watches.remove(descriptor, this)) {
                    changed = true;
                    ring();
                }
            }
        }
    }

    /**
     * @param name of the thread
     * @param onInterval called every {@code interval} on the loop's thread
     */
    public PollLoop(String name, Duration interval, Runnable onInterval) {
        this.name = name;
        this.interval = interval;
        this.onInterval = onInterval;
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        bell = pair.get(0);
        ear = pair.get(1);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Calls {@code readable} on the loop's thread whenever the descriptor can be read or has ended.
     *
     * @throws IllegalStateException if the descriptor is watched already: somebody closed it without ending his watch
     */
    public Watch watch(int descriptor, Runnable readable) {
        Watch watch = new Watch(descriptor, readable);
        synchronized (watches) {
            if (watches.putIfAbsent(descriptor, watch) != null) {
                throw new IllegalStateException(name + ": descriptor " + descriptor + " is watched already");
            }
            changed = true;
            ring();
        }
        return watch;
    }

    /** How many descriptors are watched. */
    public int watches() {
        synchronized (watches) {
            return watches.size();
        }
    }

    private void run() {
        int[] descriptors = {};
        long next = System.nanoTime() + interval.toNanos();
        while (!closed) {
            synchronized (watches) {
                if (changed) {
                    descriptors = new int[watches.size() + 1];
                    int at = 0;
                    descriptors[at++] = ear.descriptor().value();
                    for (int descriptor : watches.keySet()) {
                        descriptors[at++] = descriptor;
                    }
                    changed = false;
                }
            }
            List<Integer> ready = Poll.readable(Duration.ofNanos(Math.max(0, next - System.nanoTime())), descriptors);
            ready.forEach(this::dispatch);
            if (System.nanoTime() >= next) {
                next = System.nanoTime() + interval.toNanos();
                guarded(onInterval);
            }
        }
    }

    private void dispatch(int descriptor) {
        if (descriptor == ear.descriptor().value()) {
            hear();
            return;
        }
        Watch watch;
        synchronized (watches) {
            watch = watches.get(descriptor);
        }
        if (watch != null) {
            guarded(watch.readable);
        }
    }

    private void guarded(Runnable handler) {
        try {
            handler.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: a handler failed unexpectedly", name);
        }
    }

    /** Under the lock of the watches: at most one message is ever under way, so the bell cannot fill up. */
    private void ring() {
        if (rung || closed) {
            return;
        }
        try {
            bell.send(ByteBuffer.wrap(new byte[] {1}));
            rung = true;
        } catch (EndOfStreamException e) {
            throw new IllegalStateException(name + ": its own wake-up socket is closed", e);
        }
    }

    private void hear() {
        try {
            ear.receive(Duration.ZERO);
        } catch (EndOfStreamException e) {
            LOG.debugf("%s: stopping", name);
        }
        synchronized (watches) {
            rung = false;
        }
    }

    /** Ends the thread; handlers that run are waited for (10 s at most). */
    @Override
    public void close() {
        synchronized (watches) {
            ring();
            closed = true;
        }
        try {
            thread.join(JOIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        bell.close();
        ear.close();
    }
}
