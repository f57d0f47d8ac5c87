package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.Epoll;
import dev.ioreq.hypervisor.posix.EventFd;
import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.Received;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One thread that reads what holders write into their handles: 4 bytes unmask a port, 8 bytes {port, 1} notify it, as write and ioctl on
 * /dev/xen/evtchn. It also tells when the last holder has gone.
 */
final class ChannelDispatcher implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ChannelDispatcher.class.getName());
    private static final long STOP = 0;
    private static final int NOTIFY = 1;
    /** More than a socket holds. */
    private static final int MESSAGES_A_TURN = 1024;

    private final Machine machine;
    private final Epoll epoll = Epoll.create();
    private final EventFd stop = EventFd.create();
    private final Thread thread = new Thread(this::run, "xen-event-channels");

    ChannelDispatcher(Machine machine) {
        this.machine = machine;
        epoll.add(stop.descriptor(), STOP);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void add(ChannelHandle handle) {
        epoll.add(handle.socket().descriptor(), handle.id());
    }

    void remove(ChannelHandle handle) {
        epoll.remove(handle.socket().descriptor());
    }

    void awaitRoom(ChannelHandle handle) {
        epoll.alsoWritable(handle.socket().descriptor(), handle.id(), true);
    }

    private void run() {
        while (true) {
            for (Epoll.Ready ready : epoll.await(Poll.FOREVER)) {
                if (ready.key() == STOP) {
                    return;
                }
                machine.lock().lock();
                try {
                    machine.channels().find(ready.key()).ifPresent(handle -> serve(handle, ready));
                } catch (PosixException e) {
                    LOG.log(
                            Level.WARNING,
                            "event channel handle " + ready.key() + ": " + e.getMessage() + "; going on",
                            e);
                } finally {
                    machine.lock().unlock();
                }
            }
        }
    }

    private void serve(ChannelHandle handle, Epoll.Ready ready) {
        if (ready.writable() && handle.flush()) {
            epoll.alsoWritable(handle.socket().descriptor(), handle.id(), false);
        }
        if (ready.readable()) {
            read(handle);
        }
    }

    /** Takes what the holder wrote; a holder that never stops gets its next turn later. The last holder's end closes the handle. */
    void read(ChannelHandle handle) {
        for (int taken = 0; taken < MESSAGES_A_TURN; taken++) {
            try {
                Optional<Received> message = handle.socket().tryReceive();
                if (message.isEmpty()) {
                    return;
                }
                try (Received received = message.get()) {
                    take(handle, received.payload());
                }
            } catch (EndOfStreamException e) {
                machine.channels().close(handle);
                return;
            } catch (PosixException e) {
                LOG.log(Level.DEBUG, "handle {0}: {1}; ignored", handle.id(), e.getMessage());
            }
        }
    }

    private static void take(ChannelHandle handle, ByteBuffer message) {
        if (message.remaining() == Integer.BYTES) {
            handle.unmask(message.getInt());
        } else if (message.remaining() == 2 * Integer.BYTES && message.getInt(Integer.BYTES) == NOTIFY) {
            try {
                handle.require(message.getInt()).notifyRemote();
            } catch (Refused e) {
                LOG.log(Level.DEBUG, "handle {0}: notify of a port that is not its own is ignored", handle.id());
            }
        } else {
            LOG.log(Level.DEBUG, "handle {0}: a message of {1} bytes is ignored", handle.id(), message.remaining());
        }
    }

    @Override
    public void close() {
        stop.raise();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        epoll.close();
        stop.close();
    }
}
