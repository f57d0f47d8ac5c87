package dev.ioreq.operator.agents;

import java.time.Duration;
import java.time.Instant;

/** Whether the operator hears a node's agent. */
public sealed interface LinkState {

    /** The stream of changes is open. */
    record Connected() implements LinkState {}

    /**
     * It is not.
     *
     * @param since since when
     * @param why what was tried and what came of it
     */
    record Silent(Instant since, String why) implements LinkState {}

    /** For how long the agent has been silent; zero while it is connected. */
    default Duration silence(Instant now) {
        return this instanceof Silent silent ? Duration.between(silent.since(), now) : Duration.ZERO;
    }

    /** Whether the stream is open. */
    default boolean connected() {
        return this instanceof Connected;
    }
}
