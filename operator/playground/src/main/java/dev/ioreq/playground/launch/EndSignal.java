package dev.ioreq.playground.launch;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Sees to it that a run ends in order however it is told to: Ctrl-C, SIGTERM, the terminal closed, or the end of whoever started
 * it. The exit status of a signal is the shell's (128 + signal).
 */
public final class EndSignal {
    private static final int TERMINATED = 143;

    private final CountDownLatch begun = new CountDownLatch(1);

    private EndSignal() {}

    /**
     * From now on an end of this process is an end of all that the teardown knows.
     *
     * @param tell is told what happens, if it was a signal that ended it
     */
    public static EndSignal install(Teardown teardown, Consumer<String> tell) {
        var signal = new EndSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.end(teardown, tell), "end"));
        return signal;
    }

    private void end(Teardown teardown, Consumer<String> tell) {
        boolean bySignal = !teardown.isClosed();
        begun.countDown();
        try {
            teardown.close();
            if (bySignal) {
                tell.accept("stopped; nothing is left behind");
            }
        } catch (IllegalStateException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Ends this process when the one that started it is gone. */
    public void followParent() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(TERMINATED)));
    }

    /** Whether the end has begun. */
    public boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** Waits for the end to begin. */
    public void await() throws InterruptedException {
        begun.await();
    }
}
