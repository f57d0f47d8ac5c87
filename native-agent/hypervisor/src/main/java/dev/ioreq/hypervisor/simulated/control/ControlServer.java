package dev.ioreq.hypervisor.simulated.control;

import dev.ioreq.hypervisor.simulated.SimulatedXen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes commands at a unix socket: one thread a connection. */
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ControlServer.class.getName());

    private final SimulatedXen xen;
    private final Path path;
    private final ServerSocketChannel listener;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    private ControlServer(SimulatedXen xen, Path path, ServerSocketChannel listener) {
        this.xen = xen;
        this.path = path;
        this.listener = listener;
    }

    /** Listens at the path; a socket that an earlier process left there is removed first. */
    public static ControlServer listen(Path path, SimulatedXen xen) {
        try {
            Files.deleteIfExists(path);
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(path));
            ControlServer server = new ControlServer(xen, path, listener);
            server.start(server::accept, "control-accept");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("listening at the control socket " + path, e);
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = listener.accept();
                connections.add(connection);
                start(() -> serve(connection), "control-connection");
            }
        } catch (ClosedChannelException e) {
            LOG.log(Level.DEBUG, "the control socket is closed");
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the control socket " + path + " takes no more connections", e);
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            new ControlSession(xen, connection).run();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a control connection ended", e);
        } finally {
            connections.remove(connection);
        }
    }

    private void start(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (SocketChannel connection : connections) {
                connection.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("closing the control socket " + path, e);
        }
    }
}
