package dev.ioreq.playground.story;

import java.io.PrintStream;
import java.time.Duration;

/** Tells the story's checks as they are made, one a line, each with the time it took; and counts them. */
public final class Checks {
    /** Something that holds, or throws. */
    @FunctionalInterface
    public interface Check {
        void run() throws Exception;
    }

    private final PrintStream out;
    private final long begin = System.nanoTime();
    private int passed;

    Checks(PrintStream out) {
        this.out = out;
    }

    /** A new part of the story. */
    void scene(String title) {
        out.printf("%n%s%n", title);
    }

    /**
     * Makes one check.
     *
     * @throws StoryFailed when it does not hold
     */
    void that(String what, Check check) throws InterruptedException, StoryFailed {
        long started = System.nanoTime();
        try {
            check.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            out.printf("  FAILED  %s%n          %s%n", what, e.getMessage() == null ? e : e.getMessage());
            throw new StoryFailed(what, e);
        }
        passed++;
        out.printf("  ok      %s (%s)%n", what, seconds(System.nanoTime() - started));
    }

    /** Something to know that is not checked. */
    void note(String what) {
        out.printf("  note    %s%n", what);
    }

    /** The last line: how many checks there were. */
    void summary() {
        out.printf("%n%d checks passed in %s%n", passed, seconds(System.nanoTime() - begin));
    }

    static String seconds(long nanos) {
        Duration time = Duration.ofNanos(nanos);
        return "%.2f s".formatted(time.toMillis() / 1000.0);
    }

    /** A check that did not hold. */
    static final class StoryFailed extends Exception {
        private static final long serialVersionUID = 1;

        StoryFailed(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
