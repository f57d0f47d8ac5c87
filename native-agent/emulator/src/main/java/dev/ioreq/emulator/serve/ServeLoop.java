package dev.ioreq.emulator.serve;

import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.hypervisor.posix.PollSet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Waits for its sources on one thread and lets each do its work, until one says that the program ends. A turn is a request that a vCPU waits for: it
 * allocates nothing and asks no clock while no task has anything to do.
 */
public final class ServeLoop {

    private final PollSource[] sources;
    private final TimedTask[] tasks;
    private final PollSet polled;

    /**
     * @param sources the first is asked first when several are ready
     * @param tasks what is due by the clock
     */
    public ServeLoop(List<PollSource> sources, List<TimedTask> tasks) {
        this.sources = sources.toArray(PollSource[]::new);
        this.tasks = tasks.toArray(TimedTask[]::new);
        polled = new PollSet(sources.size());
    }

    /** Runs until the end. */
    public Exit run() throws IOException {
        while (true) {
            Optional<Exit> exit = turn();
            if (exit.isPresent()) {
                return exit.get();
            }
        }
    }

    private Optional<Exit> turn() throws IOException {
        waitForSources();
        for (int at = 0; at < sources.length; at++) {
            if (polled.isReadable(at)) {
                Optional<Exit> exit = sources[at].onReadable();
                if (exit.isPresent()) {
                    return exit;
                }
            }
        }
        return doWhatIsDue();
    }

    private void waitForSources() {
        for (int at = 0; at < sources.length; at++) {
            polled.set(at, sources[at].awaited());
        }
        polled.await(timeout());
    }

    private Optional<Exit> doWhatIsDue() throws IOException {
        for (TimedTask task : tasks) {
            Optional<Duration> untilDue = task.untilDue();
            if (untilDue.isPresent() && untilDue.get().isZero()) {
                Optional<Exit> exit = task.onDue();
                if (exit.isPresent()) {
                    return exit;
                }
            }
        }
        return Optional.empty();
    }

    private Duration timeout() {
        Duration shortest = Poll.FOREVER;
        for (TimedTask task : tasks) {
            Optional<Duration> untilDue = task.untilDue();
            if (untilDue.isPresent() && untilDue.get().compareTo(shortest) < 0) {
                shortest = untilDue.get();
            }
        }
        return shortest;
    }
}
