package dev.ioreq.emulator.serve;

import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells the loop, from another thread, that the process is to end. */
public final class StopSignal implements AutoCloseable {

    private static final byte STOP = 1;

    private final List<SeqPacketSocket> pair = SeqPacketSocket.pair();
    private final AtomicBoolean requested = new AtomicBoolean();

    /** May be called by any thread, any number of times. */
    public void request() {
        if (requested.compareAndSet(false, true)) {
            try {
                pair.get(0).send(ByteBuffer.allocateDirect(1).put(0, STOP));
            } catch (EndOfStreamException e) {
                throw new UncheckedIOException("both ends of the stop signal are ours", e);
            }
        }
    }

    /** Whether it was requested. */
    public boolean isRequested() {
        return requested.get();
    }

    /** Readable once requested. */
    public int descriptor() {
        return pair.get(1).descriptor().value();
    }

    /** Waits for the request; true if it came within the timeout. */
    public boolean await(Duration timeout) {
        return Poll.readable(descriptor(), timeout);
    }

    @Override
    public void close() {
        pair.forEach(SeqPacketSocket::close);
    }
}
