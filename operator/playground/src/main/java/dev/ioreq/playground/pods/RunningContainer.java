package dev.ioreq.playground.pods;

import dev.ioreq.playground.launch.Signal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A container that has been started. */
public interface RunningContainer {
    /** The process it runs in, on its node. */
    long pid();

    /** Those of its processes that are this machine's. */
    default List<Long> pidsHere() {
        return List.of(pid());
    }

    /** Halts it where it stands (SIGSTOP); it keeps everything it holds. */
    default void halt() throws IOException, InterruptedException {
        Signal.STOP.send(pid());
    }

    /** Asks it to end (SIGTERM). */
    void terminate();

    /** Ends it at once (SIGKILL). */
    void kill();

    /** Completes with the exit status (128 + signal when a signal ended it) when it has ended and its log is complete. */
    CompletionStage<Integer> ended();
}
