package dev.ioreq.agent.handover;

import dev.ioreq.agent.loop.PollLoop;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.SeqPacketListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Makes and removes the servers' handover sockets, and serves all of them on one thread. */
public final class HandoverBroker implements AutoCloseable {

    /** The socket's name in a server's directory. */
    public static final String SOCKET = "handover.sock";

    private static final Logger LOG = Logger.getLogger(HandoverBroker.class);
    private static final Duration DEADLINES_CHECKED = Duration.ofMillis(200);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PASSAGE = PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> EVERYBODY = PosixFilePermissions.fromString("rw-rw-rw-");

    private final HandoverSettings settings;
    private final Map<String, HandoverPoint> points = new ConcurrentHashMap<>();
    private final PollLoop loop;

    public HandoverBroker(HandoverSettings settings) {
        this.settings = settings;
        this.loop = new PollLoop("handover", DEADLINES_CHECKED, this::checkDeadlines);
    }

    /**
     * Makes the directory of a server (mode 0700, or 0711 if it is reached through mounts) and listens in it. A socket that an earlier agent left there is replaced.
     *
     * @param changed called after every change at the server's door, on any thread; must be quick
     * @throws HandoverException if the socket cannot be made
     */
    public HandoverPoint open(String key, Runnable changed) {
        Path directory = settings.directory().resolve(key);
        Path socket = directory.resolve(SOCKET);
        try {
            Files.createDirectories(directory);
            boolean mounted = settings.reach() == HandoverSettings.Reach.MOUNTED;
            if (mounted) {
                // First the door of the house, then those of its rooms.
                Files.setPosixFilePermissions(settings.directory(), OWNER_ONLY);
            }
            Files.setPosixFilePermissions(directory, mounted ? PASSAGE : OWNER_ONLY);
            SeqPacketListener listener =
                    mounted ? SeqPacketListener.bind(socket, EVERYBODY) : SeqPacketListener.bind(socket);
            HandoverPoint point = new HandoverPoint(key, settings, loop, listener, changed);
            points.put(key, point);
            point.listen();
            return point;
        } catch (IOException | PosixException | UncheckedIOException | IllegalArgumentException e) {
            throw new HandoverException(socket, e);
        }
    }

    /** Closes a server's socket and removes its directory. */
    public void remove(String key) {
        HandoverPoint point = points.remove(key);
        if (point != null) {
            point.close();
        }
        try {
            Path directory = settings.directory().resolve(key);
            SeqPacketListener.remove(directory.resolve(SOCKET));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.warnf("The handover directory of server %s stays: %s", key, e);
        }
    }

    private void checkDeadlines() {
        points.values().forEach(HandoverPoint::checkDeadlines);
    }

    /** Closes all sockets without a word: emulators go on serving and come back to the next agent. */
    @Override
    public void close() {
        points.values().forEach(HandoverPoint::close);
        points.clear();
        loop.close();
    }
}
