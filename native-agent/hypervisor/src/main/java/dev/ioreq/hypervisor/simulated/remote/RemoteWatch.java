package dev.ioreq.hypervisor.simulated.remote;

import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.hypervisor.posix.Received;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A connection on which the engine tells of births and deaths, and the thread that listens. */
final class RemoteWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(RemoteWatch.class.getName());

    private final SeqPacketSocket socket;
    private final Runnable changed;
    private volatile boolean closed;

    private RemoteWatch(SeqPacketSocket socket, Runnable changed) {
        this.socket = socket;
        this.changed = changed;
    }

    static RemoteWatch start(Path path, ByteBuffer request, Runnable changed) {
        RemoteWatch watch = new RemoteWatch(SeqPacketSocket.connect(path), changed);
        try {
            watch.socket.send(request);
        } catch (EndOfStreamException e) {
            watch.socket.close();
            throw new IllegalStateException("the engine at " + path + " ended while a watch was set", e);
        }
        Thread thread = new Thread(watch::listen, "domain-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void listen() {
        try {
            while (!closed) {
                if (socket.receive(Poll.FOREVER).isPresent()) {
                    skipMore();
                    tell();
                }
            }
        } catch (EndOfStreamException e) {
            if (!closed) {
                LOG.log(Level.WARNING, "the engine is gone: to this node its host is down");
            }
        } finally {
            socket.close();
        }
    }

    /** Several changes are told as one. */
    private void skipMore() throws EndOfStreamException {
        while (socket.tryReceive().map(Received::payload).isPresent()) {
            continue;
        }
    }

    private void tell() {
        if (closed) {
            return;
        }
        try {
            changed.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a watch on domains failed; it is called again at the next change", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (!socket.descriptor().isClosed()) {
            socket.shutdown();
        }
    }
}
