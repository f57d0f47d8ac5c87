package dev.ioreq.playground.pods;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.Optional;

/**
 * How somebody wants to read a log: the options of the Kubernetes API (core/v1 PodLogOptions) that mean something here.
 *
 * @param follow go on while the container runs
 * @param timestamps put the time before each line
 * @param tailLines only so many lines of what is there at first
 * @param since nothing that was said before
 */
record LogOptions(boolean follow, boolean timestamps, OptionalInt tailLines, Optional<Instant> since) {
    static final LogOptions ALL = new LogOptions(false, false, OptionalInt.empty(), Optional.empty());

    LogOptions following() {
        return new LogOptions(true, timestamps, tailLines, since);
    }

    LogOptions tail(int lines) {
        return new LogOptions(follow, timestamps, OptionalInt.of(lines), since);
    }

    LogOptions withTimestamps() {
        return new LogOptions(follow, true, tailLines, since);
    }
}
