package dev.ioreq.emulator.serve;

import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.hypervisor.posix.PollSet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits for its sources on one thread and lets each do its work, until one says that the program ends. */
public final class ServeLoop {

    private static final int NOT_WANTED = -1;

    private final List<PollSource> sources;
    private final List<TimedTask> tasks;
    private final PollSet polled;
    private final int[] places;

    /**
     * @param sources the first is asked first when several are ready
     * @param tasks what is due by the clock
     */
    public ServeLoop(List<PollSource> sources, List<TimedTask> tasks) {
        this.sources = List.copyOf(sources);
        this.tasks = List.copyOf(tasks);
        polled = new PollSet(sources.size());
        places = new int[sources.size()];
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
        for (int at = 0; at < sources.size(); at++) {
            if (places[at] != NOT_WANTED && polled.isReadable(places[at])) {
                Optional<Exit> exit = sources.get(at).onReadable();
                if (exit.isPresent()) {
                    return exit;
                }
            }
        }
        return doWhatIsDue();
    }

    private void waitForSources() {
        polled.clear();
        for (int at = 0; at < sources.size(); at++) {
            PollSource source = sources.get(at);
            places[at] = source.wanted() ? polled.add(source.descriptor()) : NOT_WANTED;
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
