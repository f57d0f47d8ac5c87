package dev.ioreq.agent.kubelet;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A gRPC server on a unix socket that only the agent's user can reach (mode 0600), and that is put back if somebody removes it. */
public final class UnixServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(UnixServer.class);

    private final Path socket;
    private final EventLoopGroup loops;
    private final Executor calls;
    private final List<BindableService> services;
    private Server server;
    private Object inode;
    private boolean closed;

    /**
     * Listens. A socket that an earlier process left there is replaced.
     *
     * @param loops of netty's epoll transport; owned by the caller
     * @throws IOException if nobody can listen there
     */
    public UnixServer(Path socket, EventLoopGroup loops, Executor calls, BindableService... services)
            throws IOException {
        this.socket = socket;
        this.loops = loops;
        this.calls = calls;
        this.services = List.of(services);
        bind();
    }

    /** Listens anew if the socket vanished or is somebody else's by now. Called again and again; never throws. */
    public synchronized void ensure() {
        try {
            if (closed || server != null && inode.equals(inode())) {
                return;
            }
            LOG.warnf("The socket %s has vanished or was replaced: listening anew", socket);
            stop();
            bind();
        } catch (IOException e) {
            LOG.errorf("The kubelet cannot reach the agent: listening on %s: %s", socket, e);
        }
    }

    private void bind() throws IOException {
        Files.createDirectories(socket.getParent());
        Files.deleteIfExists(socket);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .channelType(EpollServerDomainSocketChannel.class)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .executor(calls);
        services.forEach(builder::addService);
        server = builder.build().start();
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        inode = inode();
    }

    /** Says who stands at the socket's path; 0 for nobody. */
    private Object inode() throws IOException {
        try {
            return Files.getAttribute(socket, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return 0L;
        }
    }

    /** Also removes the socket. */
    private void stop() {
        if (server == null) {
            return;
        }
        server.shutdownNow();
        try {
            if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warnf("Calls on %s were still running when it was closed", socket);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server = null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }
}
