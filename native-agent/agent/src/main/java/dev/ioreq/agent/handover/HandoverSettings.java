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
 * @param reach by which way emulators come to their socket
 */
public record HandoverSettings(
        Path directory,
        Set<Integer> allowedUids,
        Duration helloWithin,
        Duration readyWithin,
        Duration detachedWithin,
        Reach reach) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What the file modes let pass; who is talked to is decided by the peer's uid in each case. */
    public enum Reach {
        /** Each server's directory is for the agent's user only. */
        OWNER,
        /**
         * The directory of all servers is for the agent's user only, each server's own for everybody: only whom it was mounted for
         * comes to it, and that one may be any user.
         */
        MOUNTED
    }

    public HandoverSettings {
        allowedUids = Set.copyOf(allowedUids);
    }

    /** With the deadlines of the protocol: 10 s each. */
    public HandoverSettings(Path directory, Set<Integer> allowedUids) {
        this(directory, allowedUids, PATIENCE, PATIENCE, PATIENCE);
    }

    /** For the agent's own user. */
    public HandoverSettings(
            Path directory,
            Set<Integer> allowedUids,
            Duration helloWithin,
            Duration readyWithin,
            Duration detachedWithin) {
        this(directory, allowedUids, helloWithin, readyWithin, detachedWithin, Reach.OWNER);
    }

    /** The same, reached through mounts. */
    public HandoverSettings mounted() {
        return new HandoverSettings(directory, allowedUids, helloWithin, readyWithin, detachedWithin, Reach.MOUNTED);
    }
}
