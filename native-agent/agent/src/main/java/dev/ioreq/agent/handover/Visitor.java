package dev.ioreq.agent.handover;

import dev.ioreq.agent.loop.PollLoop;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.PeerCredentials;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.protocol.handover.HandoverCodec;
import dev.ioreq.protocol.handover.HandoverError;
import dev.ioreq.protocol.handover.HandoverMessage;
import org.jboss.logging.Logger;

/** One connection. Sending never waits: a peer that does not read is a peer that is gone. */
final class Visitor implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Visitor.class);

    private final String server;
    private final SeqPacketSocket socket;
    private final PeerCredentials peer;
    private final long connectedNanos = System.nanoTime();
    private String name = "?";
    private PollLoop.Watch watch;

    Visitor(String server, SeqPacketSocket socket, PeerCredentials peer) {
        this.server = server;
        this.socket = socket;
        this.peer = peer;
    }

    void watch(PollLoop loop, Runnable readable) {
        watch = loop.watch(socket.descriptor().value(), readable);
    }

    SeqPacketSocket socket() {
        return socket;
    }

    long connectedNanos() {
        return connectedNanos;
    }

    void introduce(String given) {
        name = given;
    }

    /** @return false if the peer is gone or does not read */
    boolean send(HandoverMessage message, int... descriptors) {
        try {
            if (socket.trySend(HandoverCodec.encode(message), descriptors)) {
                return true;
            }
            LOG.warnf("Server %s: %s does not read its messages", server, this);
        } catch (EndOfStreamException | PosixException e) {
            LOG.debugf("Server %s: %s to %s: %s", server, message.type(), this, e.getMessage());
        }
        return false;
    }

    /** Says why and closes. */
    void turnAway(Errno errno, String why) {
        LOG.infof("Server %s: %s turned away with %s: %s", server, this, errno, why);
        send(new HandoverError(errno.number(), why));
        close();
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        socket.close();
    }

    @Override
    public String toString() {
        return "emulator " + name + " (pid " + peer.pid() + ", uid " + peer.uid() + ")";
    }
}
