package dev.ioreq.playground.pods;

import java.time.Instant;
import java.util.Optional;

/** Where one container of a pod is. */
sealed interface ContainerPhase {
    /** How often it has been started again. */
    int restarts();

    /** Its end before the current phase, if it ever ended. */
    Optional<Ended> last();

    /** Not running; to be started at {@code until}. */
    record Waiting(String reason, String message, Instant until, int restarts, Optional<Ended> last)
            implements ContainerPhase {}

    record Running(RunningContainer container, Instant since, int restarts, Optional<Ended> last)
            implements ContainerPhase {}

    /** Ended, and not (yet) to be started again. */
    record Ended(int exitCode, long pid, Instant since, Instant at, int restarts) implements ContainerPhase {
        @Override
        public Optional<Ended> last() {
            return Optional.of(this);
        }
    }
}
