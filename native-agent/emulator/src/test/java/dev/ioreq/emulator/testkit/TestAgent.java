package dev.ioreq.emulator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.Received;
import dev.ioreq.hypervisor.posix.SeqPacketListener;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.protocol.handover.HandoverCodec;
import dev.ioreq.protocol.handover.HandoverMessage;
import dev.ioreq.protocol.handover.Hello;
import dev.ioreq.protocol.handover.MalformedMessageException;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.Ready;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An agent that does what the test says, one emulator at a time. */
public final class TestAgent implements AutoCloseable {

    private final SeqPacketListener listener;
    private final Duration patience;
    private SeqPacketSocket connection;
    private List<Descriptor> descriptors = List.of();

    public TestAgent(Path socket) {
        this(socket, Duration.ofSeconds(20));
    }

    /** @param patience how long it waits for whatever it expects */
    public TestAgent(Path socket, Duration patience) {
        listener = SeqPacketListener.bind(socket);
        this.patience = patience;
    }

    /** Waits for an emulator to connect. */
    public void accepts() {
        connection = listener.accept(patience).orElseThrow(() -> new AssertionError("no emulator connected"));
    }

    /** Accepts, offers, waits for READY. Returns how the emulator presented itself. */
    public Hello attaches(TestGuest guest, Offer offer) {
        return attaches(offer, guest.descriptors());
    }

    /** Accepts, offers, waits for READY. Returns how the emulator presented itself. */
    public Hello attaches(Offer offer, int... descriptors) {
        accepts();
        Hello hello = expects(Hello.class);
        sends(offer, descriptors);
        expects(Ready.class);
        return hello;
    }

    public void sends(HandoverMessage message, int... fds) {
        sendsBytes(HandoverCodec.encode(message), fds);
    }

    public void sendsBytes(ByteBuffer packet, int... fds) {
        try {
            connection.send(packet, fds);
        } catch (EndOfStreamException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message is of this type; its descriptors are in {@link #descriptors()}. */
    public <M extends HandoverMessage> M expects(Class<M> type) {
        try {
            Received received = connection
                    .receive(patience)
                    .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " within " + patience));
            HandoverMessage message = HandoverCodec.decode(received.payload());
            descriptors = received.descriptors();
            assertThat(message).isInstanceOf(type);
            assertThat(descriptors).hasSize(message.type().descriptors());
            return type.cast(message);
        } catch (EndOfStreamException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    /** The emulator has closed the connection and sent nothing more. */
    public void expectsEnd() {
        try {
            assertThat(connection.receive(patience))
                    .as("the end of the connection")
                    .isNull();
        } catch (EndOfStreamException e) {
            assertThat(e).hasMessageContaining("closed");
        }
    }

    public List<Descriptor> descriptors() {
        return descriptors;
    }

    /** Gone without a word, as kill -9 makes it. */
    public void dies() {
        close();
    }

    @Override
    public void close() {
        descriptors.forEach(Descriptor::close);
        if (connection != null) {
            connection.close();
        }
        listener.close();
    }
}
