package dev.ioreq.emulator.lease;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.Received;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.protocol.handover.HandoverCodec;
import dev.ioreq.protocol.handover.HandoverMessage;
import dev.ioreq.protocol.handover.MalformedMessageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Handover messages over a socket. */
public final class AgentConnection implements AutoCloseable {

    /** A message and its descriptors, as many as its type says. */
    record Incoming(HandoverMessage message, List<Descriptor> descriptors) {}

    private final SeqPacketSocket socket;

    private AgentConnection(SeqPacketSocket socket) {
        this.socket = socket;
    }

    /**
     * @return empty if nobody listens there now
     * @throws PosixException what waiting cannot mend, such as EACCES
     */
    static Optional<AgentConnection> connect(Path path) {
        try {
            return Optional.of(new AgentConnection(SeqPacketSocket.connect(path)));
        } catch (PosixException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ECONNREFUSED || e.errno() == Errno.EAGAIN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    int descriptor() {
        return socket.descriptor().value();
    }

    void send(HandoverMessage message, int... descriptors) throws EndOfStreamException {
        socket.send(HandoverCodec.encode(message), descriptors);
    }

    /**
     * @return empty after the timeout
     * @throws EndOfStreamException the agent is gone
     * @throws MalformedMessageException what came is no message of this protocol
     */
    Optional<Incoming> receive(Duration timeout) throws EndOfStreamException, MalformedMessageException {
        Optional<Received> received = socket.receive(timeout);
        if (received.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(understand(received.get()));
    }

    private static Incoming understand(Received received) throws MalformedMessageException {
        try {
            HandoverMessage message = HandoverCodec.decode(received.payload());
            int expected = message.type().descriptors();
            if (received.descriptors().size() != expected) {
                throw new MalformedMessageException(
                        message.type() + ".descriptors", received.descriptors().size(), Integer.toString(expected));
            }
            return new Incoming(message, received.descriptors());
        } catch (MalformedMessageException e) {
            received.close();
            throw e;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
