package dev.ioreq.playground.pods;

import java.util.concurrent.CompletionStage;

/** A container that has been started. */
public interface RunningContainer {
    /** The process it runs in. */
    long pid();

    /** Asks it to end (SIGTERM). */
    void terminate();

    /** Ends it at once (SIGKILL). */
    void kill();

    /** Completes with the exit status (128 + signal when a signal ended it) when it has ended and its log is complete. */
    CompletionStage<Integer> ended();
}
