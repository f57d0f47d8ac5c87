package dev.ioreq.agent.handover;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * @param directory where the servers' directories are made; its path is at most 30 bytes long, so that sockets below it have valid names
 * @param allowedUids the users as which emulators may connect
 * @param helloWithin how long a connection may stay without a word
 * @param readyWithin from the offer to READY
 * @param detachedWithin from DETACH to DETACHED
 */
public record HandoverSettings(
        Path directory, Set<Integer> allowedUids, Duration helloWithin, Duration readyWithin, Duration detachedWithin) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public HandoverSettings {
        allowedUids = Set.copyOf(allowedUids);
    }

    /** With the deadlines of the protocol: 10 s each. */
    public HandoverSettings(Path directory, Set<Integer> allowedUids) {
        this(directory, allowedUids, PATIENCE, PATIENCE, PATIENCE);
    }
}
