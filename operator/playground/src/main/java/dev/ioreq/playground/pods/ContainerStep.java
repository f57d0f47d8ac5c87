package dev.ioreq.playground.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is to be done next about one container; {@link #next} decides, {@link PodLifecycle} does. */
sealed interface ContainerStep {
    record Start() implements ContainerStep {}

    record Terminate() implements ContainerStep {}

    record Kill() implements ContainerStep {}

    /** Nothing now; look again after this long. */
    record Wait(Duration time) implements ContainerStep {}

    /** Nothing until something happens. */
    record Rest() implements ContainerStep {}

    /**
     * The next step. Pure.
     *
     * @param phase where the container is
     * @param ending set when the pod is to end: the time from which on patience is over
     * @param terminated whether the container has been asked to end
     */
    static ContainerStep next(ContainerPhase phase, Optional<Instant> ending, boolean terminated, Instant now) {
        if (phase instanceof ContainerPhase.Ended) {
            return new Rest();
        }
        if (phase instanceof ContainerPhase.Waiting waiting) {
            if (ending.isPresent()) {
                return new Rest();
            }
            return waiting.until().isAfter(now) ? new Wait(Duration.between(now, waiting.until())) : new Start();
        }
        if (ending.isEmpty()) {
            return new Rest();
        }
        if (!terminated) {
            return new Terminate();
        }
        Instant killAt = ending.get();
        return killAt.isAfter(now) ? new Wait(Duration.between(now, killAt)) : new Kill();
    }
}
