package dev.ioreq.agent.csi;

import dev.ioreq.agent.config.StartRefusedException;
import dev.ioreq.agent.kubelet.Registration;
import dev.ioreq.agent.kubelet.UnixServer;
import dev.ioreq.agent.supervisor.ServerReport;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The CSI driver {@value #NAME}: its services on their socket, and the kubelet's registration beside them. */
public final class HandoverDriver implements AutoCloseable {

    /** As in the CSIDriver resource and in the pods' volumes. */
    public static final String NAME = "handover.ioreq.dev";

    private static final Duration SOCKETS_CHECKED = Duration.ofSeconds(1);
    private static final int CALL_THREADS = 2;

    private final EventLoopGroup loops;
    private final ExecutorService calls = Executors.newFixedThreadPool(CALL_THREADS, task -> new Thread(task, "csi"));
    private final List<UnixServer> servers = new ArrayList<>();
    private final ScheduledFuture<?> check;

    /**
     * @param handovers the directory of all handover directories
     * @param declared the server that was declared under a key
     * @param timer on which the sockets are looked at
     * @throws StartRefusedException if a socket cannot be listened on; nothing is left running
     */
    public HandoverDriver(
            CsiSettings settings,
            String node,
            Path handovers,
            Function<String, Optional<ServerReport>> declared,
            ScheduledExecutorService timer)
            throws StartRefusedException {
        if (!Epoll.isAvailable()) {
            throw new StartRefusedException("ioreq.agent.csi.endpoint=" + settings.endpoint()
                    + " cannot be served: netty's epoll transport does not load (" + Epoll.unavailabilityCause()
                    + "): the temporary directory must allow programs, or unset the key");
        }
        loops = new EpollEventLoopGroup(1);
        var identity = new IdentityService(NAME, version());
        var service = new NodeService(
                node, handovers, settings.targets(), new Admission(declared), publisher(settings, handovers));
        listen("endpoint", settings.endpoint(), socket -> new UnixServer(socket, loops, calls, identity, service));
        if (settings.registrationDirectory().isPresent()) {
            Path socket = registrationSocket(settings.registrationDirectory().get());
            var registration = new Registration(NAME, settings.endpoint());
            listen("registration-dir", socket, path -> new UnixServer(path, loops, calls, registration));
        }
        check = timer.scheduleWithFixedDelay(
                () -> calls.execute(() -> servers.forEach(UnixServer::ensure)),
                SOCKETS_CHECKED.toNanos(),
                SOCKETS_CHECKED.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** The socket by which a kubelet with this registration directory finds the driver. */
    public static Path registrationSocket(Path registrationDirectory) {
        return registrationDirectory.resolve(NAME + "-reg.sock");
    }

    private static Publisher publisher(CsiSettings settings, Path handovers) {
        return switch (settings.publishing()) {
            case MOUNT -> new MountPublisher(handovers);
            case LINK -> new LinkPublisher(handovers);
        };
    }

    private static String version() {
        return Optional.ofNullable(HandoverDriver.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private interface Listening {
        UnixServer on(Path socket) throws IOException;
    }

    private void listen(String key, Path socket, Listening listening) throws StartRefusedException {
        try {
            servers.add(listening.on(socket));
        } catch (IOException e) {
            stop();
            throw new StartRefusedException("ioreq.agent.csi." + key + ": the socket " + socket
                    + " cannot be listened on (" + e + "): choose a directory that this user may write");
        }
    }

    /** Published handovers stay: pods go on, and the next agent takes their volumes back. */
    @Override
    public void close() {
        check.cancel(false);
        stop();
    }

    private void stop() {
        servers.forEach(UnixServer::close);
        calls.shutdown();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
