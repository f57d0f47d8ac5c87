package dev.ioreq.playground.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A program of the playground that has been started, here or on a node. */
public interface Program {
    String name();

    /** Its process, on the machine where it runs. */
    long pid();

    boolean isAlive();

    /** Completes with the exit status when the process has ended. */
    CompletableFuture<Integer> onExit();

    /** Asks it to end (SIGTERM); does not wait. */
    void terminate();

    /** Asks it to end (SIGTERM); kills it when it has not ended in time. Returns when it is gone. */
    void stop(Duration grace) throws InterruptedException;

    /** Ends it at once (SIGKILL), without a chance to tidy up. Returns when it is gone. */
    void kill() throws InterruptedException;

    /** The last lines of what it said. */
    List<String> logTail(int lines) throws IOException;
}
