package dev.ioreq.hypervisor.simulated.remote;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.Received;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Connections to one engine, so that several threads can call at once: at most 8, made when needed, kept for the next call. */
final class ConnectionPool implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 8;

    private final Path path;
    private final Semaphore permits = new Semaphore(MAX_CONNECTIONS);
    private final ConcurrentLinkedDeque<SeqPacketSocket> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private ConnectionPool(Path path) {
        this.path = path;
    }

    static ConnectionPool connect(Path path) {
        ConnectionPool pool = new ConnectionPool(path);
        pool.idle.push(SeqPacketSocket.connect(path));
        return pool;
    }

    Path path() {
        return path;
    }

    void run(PacketWriter request) {
        call(request, reply -> null);
    }

    <T> T call(PacketWriter request, Function<Reply, T> answer, int... descriptors) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException(
                        "the connection to the simulated hypervisor at " + path + " was closed here");
            }
            SeqPacketSocket socket = take();
            try (Received received = exchange(socket, request, descriptors)) {
                giveBack(socket);
                return answer(received, answer);
            }
        } finally {
            permits.release();
        }
    }

    private SeqPacketSocket take() {
        SeqPacketSocket socket = idle.poll();
        if (socket != null) {
            return socket;
        }
        try {
            return SeqPacketSocket.connect(path);
        } catch (PosixException e) {
            throw gone(e);
        }
    }

    private Received exchange(SeqPacketSocket socket, PacketWriter request, int... descriptors) {
        try {
            socket.send(request.packet(), descriptors);
            Optional<Received> received = socket.receive(Poll.FOREVER);
            if (received.isPresent()) {
                return received.get();
            }
            throw new EndOfStreamException("no answer in " + Poll.FOREVER);
        } catch (EndOfStreamException | PosixException e) {
            socket.close();
            throw gone(e);
        }
    }

    private void giveBack(SeqPacketSocket socket) {
        idle.push(socket);
        if (closed) {
            closeIdle();
        }
    }

    private static <T> T answer(Received received, Function<Reply, T> answer) {
        PacketReader in = new PacketReader(received.payload());
        int result = in.getInt();
        if (result == EngineConnection.OK) {
            return answer.apply(new Reply(in, received.descriptors()));
        }
        if (result == EngineConnection.PROGRAMMING_ERROR) {
            throw new IllegalStateException("the simulated hypervisor: " + in.getText());
        }
        throw new XenException(Errno.of(result), in.getText(), in.getDomain(), in.getText(), in.getText());
    }

    private XenException gone(Exception cause) {
        XenException gone = new XenException(
                Errno.EIO,
                "simulated hypervisor",
                DomainId.DOMAIN_0,
                "the engine at " + path + " is gone: to this node its host is down");
        gone.initCause(cause);
        return gone;
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        SeqPacketSocket socket = idle.poll();
        while (socket != null) {
            socket.close();
            socket = idle.poll();
        }
    }
}
