package dev.ioreq.hypervisor.simulated.remote;

import dev.ioreq.hypervisor.posix.SeqPacketListener;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.hypervisor.simulated.engine.EngineCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves an engine at a socket: one thread a connection. What a process leaves behind when it dies stays, as in Xen. */
public final class EngineServer implements AutoCloseable {

    private static final Duration ACCEPT = Duration.ofMillis(500);

    private final EngineCalls calls;
    private final SeqPacketListener listener;
    private final Set<SeqPacketSocket> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptor = new Thread(this::accept, "engine-accept");
    private volatile boolean closed;

    private EngineServer(EngineCalls calls, SeqPacketListener listener) {
        this.calls = calls;
        this.listener = listener;
    }

    /** Listens at the path; those who can open it may do all that domain 0 may. */
    public static EngineServer listen(Path path, EngineCalls calls) {
        EngineServer server = new EngineServer(calls, SeqPacketListener.bind(path));
        server.acceptor.setDaemon(true);
        server.acceptor.start();
        return server;
    }

    private void accept() {
        while (!closed) {
            Optional<SeqPacketSocket> accepted = listener.accept(ACCEPT);
            accepted.ifPresent(this::serve);
        }
    }

    private void serve(SeqPacketSocket socket) {
        connections.add(socket);
        EngineConnection connection = new EngineConnection(calls, socket);
        Thread thread = new Thread(
                () -> {
                    try {
                        connection.run();
                    } finally {
                        connections.remove(socket);
                        socket.close();
                    }
                },
                "engine-connection");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.close();
        connections.forEach(SeqPacketSocket::shutdown);
    }
}
