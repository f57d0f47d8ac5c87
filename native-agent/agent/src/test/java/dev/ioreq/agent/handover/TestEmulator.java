package dev.ioreq.agent.handover;

import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.Received;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.protocol.handover.HandoverCodec;
import dev.ioreq.protocol.handover.HandoverMessage;
import dev.ioreq.protocol.handover.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** An emulator as far as the handover socket sees one: says what a test tells it to say. */
public final class TestEmulator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SeqPacketSocket socket;
    private List<Descriptor> descriptors = List.of();

    public TestEmulator(Path socket) {
        this.socket = SeqPacketSocket.connect(socket);
    }

    /** Tries until somebody listens, as emulators do. */
    public static TestEmulator connect(Path socket) {
        return Awaitility.await("a listener at " + socket)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreException(PosixException.class)
                .until(() -> new TestEmulator(socket), emulator -> true);
    }

    public void say(HandoverMessage message, int... fds) throws EndOfStreamException {
        socket.send(HandoverCodec.encode(message), fds);
    }

    public void sayBytes(byte... bytes) throws EndOfStreamException {
        socket.send(ByteBuffer.wrap(bytes));
    }

    /** The next message, of the type expected; its descriptors are kept in {@link #descriptors()}. */
    public <M extends HandoverMessage> M hear(Class<M> type) throws EndOfStreamException, MalformedMessageException {
        Received received = socket.receive(PATIENCE)
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " within " + PATIENCE));
        HandoverMessage message = HandoverCodec.decode(received.payload());
        if (!received.descriptors().isEmpty()) {
            descriptors = received.descriptors();
        }
        if (!type.isInstance(message)) {
            throw new AssertionError("heard " + message + ", expected " + type.getSimpleName());
        }
        return type.cast(message);
    }

    /** Waits for the other side to close. */
    public void hearEnd() throws MalformedMessageException {
        try {
            Received received = socket.receive(PATIENCE)
                    .orElseThrow(() -> new AssertionError("the agent did not close within " + PATIENCE));
            throw new AssertionError("heard " + HandoverCodec.decode(received.payload()) + ", expected the end");
        } catch (EndOfStreamException e) {
            // This is what was waited for.
        }
    }

    /** Whether nothing has been said for a moment. */
    public boolean hearsNothing() throws EndOfStreamException {
        return socket.receive(Duration.ofMillis(300)).isEmpty();
    }

    /** Frames, event channels, progress page: what came with the offer. */
    public List<Descriptor> descriptors() {
        return descriptors;
    }

    /** Ends as a killed process does: everything is closed at once. */
    public void dies() {
        close();
        descriptors.forEach(Descriptor::close);
    }

    /** Closes the connection only; the descriptors stay. */
    @Override
    public void close() {
        socket.close();
    }
}
