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
     * @param failed whether an attempt has failed since; a first attempt may take long on a busy machine, and says nothing yet
     */
    record Silent(Instant since, String why, boolean failed) implements LinkState {}

    /** For how long the agent has been silent although it was called; zero while it is connected, or called for the first time. */
    default Duration silence(Instant now) {
        return this instanceof Silent silent && silent.failed() ? Duration.between(silent.since(), now) : Duration.ZERO;
    }

    /** Whether the stream is open. */
    default boolean connected() {
        return this instanceof Connected;
    }
}
