package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.Explanations;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.EventFd;
import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.hypervisor.posix.Received;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.hypervisor.simulated.engine.EngineCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A holder of a handle: reads pending ports from its socket and unmasks by writing to it, as an emulator in another process does; calls the
 * engine for what an emulator has no right to.
 */
final class EngineEventChannels implements EventChannels {

    /** A port number that tells of an overflow. */
    private static final int OVERFLOW = 0;

    private final EngineCalls calls;
    private final DomainId domain;
    private final long handle;
    private final SeqPacketSocket socket;
    private final EventFd closing = EventFd.create();
    private volatile boolean overflowed;

    EngineEventChannels(EngineCalls calls, DomainId domain, long handle, Descriptor holder) {
        this.calls = calls;
        this.domain = domain;
        this.handle = handle;
        this.socket = SeqPacketSocket.adopt(holder);
    }

    @Override
    public int bindInterdomain(int remotePort) {
        requireOpen();
        return calls.bindInterdomain(domain, handle, remotePort);
    }

    @Override
    public void unbind(int localPort) {
        requireOpen();
        calls.unbind(domain, handle, localPort);
    }

    @Override
    public void notify(int localPort) {
        requireOpen();
        calls.notify(domain, handle, localPort);
    }

    @Override
    public void unmask(int localPort) {
        requireOpen();
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(localPort).flip();
        try {
            socket.send(message);
        } catch (EndOfStreamException e) {
            throw engineGone(e);
        }
    }

    @Override
    public void reset() {
        requireOpen();
        calls.reset(domain, handle);
        try {
            while (socket.tryReceive().isPresent()) {
                // What was pending is lost, as in Xen's driver.
            }
        } catch (EndOfStreamException e) {
            throw engineGone(e);
        }
        overflowed = false;
    }

    @Override
    public OptionalInt pending(Duration timeout) {
        long deadline = System.nanoTime() + Math.min(timeout.toNanos(), Poll.FOREVER.toNanos());
        while (true) {
            requireOpen();
            if (overflowed) {
                throw overflow();
            }
            OptionalInt port = read();
            if (port.isPresent()) {
                return port;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return OptionalInt.empty();
            }
            Poll.anyReadable(Duration.ofNanos(left), socket.descriptor(), closing.descriptor());
        }
    }

    private OptionalInt read() {
        try {
            Optional<Received> received = socket.tryReceive();
            if (received.isEmpty()) {
                return OptionalInt.empty();
            }
            int port = received.get().payload().getInt();
            if (port == OVERFLOW) {
                overflowed = true;
                throw overflow();
            }
            return OptionalInt.of(port);
        } catch (EndOfStreamException e) {
            throw engineGone(e);
        }
    }

    @Override
    public int descriptor() {
        return socket.descriptor().value();
    }

    @Override
    public void close() {
        if (!closing.descriptor().isClosed()) {
            socket.close();
            closing.raise();
            closing.close();
        }
    }

    private void requireOpen() {
        if (socket.descriptor().isClosed()) {
            throw new IllegalStateException("the event channels of domain " + domain + " were closed here before");
        }
    }

    private XenException overflow() {
        return new XenException(Errno.EFBIG, "pending", domain, Explanations.of("pending", Errno.EFBIG));
    }

    private XenException engineGone(EndOfStreamException cause) {
        XenException gone = new XenException(Errno.EIO, "event channels", domain, "the simulated hypervisor is gone");
        gone.initCause(cause);
        return gone;
    }
}
