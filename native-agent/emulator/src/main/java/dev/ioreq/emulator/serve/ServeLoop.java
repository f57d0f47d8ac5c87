package dev.ioreq.emulator.serve;

import dev.ioreq.hypervisor.posix.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits for its sources on one thread and lets each do its work, until one says that the program ends. */
public final class ServeLoop {

    private final List<PollSource> sources;
    private final List<TimedTask> tasks;

    /**
     * @param sources the first is asked first when several are ready
     * @param tasks what is due by the clock
     */
    public ServeLoop(List<PollSource> sources, List<TimedTask> tasks) {
        this.sources = List.copyOf(sources);
        this.tasks = List.copyOf(tasks);
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
        List<PollSource> wanted = sources.stream().filter(PollSource::wanted).toList();
        int[] descriptors = wanted.stream().mapToInt(PollSource::descriptor).toArray();
        List<Integer> ready = Poll.readable(timeout(), descriptors);
        for (int at = 0; at < descriptors.length; at++) {
            if (ready.contains(descriptors[at])) {
                Optional<Exit> exit = wanted.get(at).onReadable();
                if (exit.isPresent()) {
                    return exit;
                }
            }
        }
        for (TimedTask task : tasks) {
            if (task.untilDue().map(Duration::isZero).orElse(false)) {
                Optional<Exit> exit = task.onDue();
                if (exit.isPresent()) {
                    return exit;
                }
            }
        }
        return Optional.empty();
    }

    private Duration timeout() {
        return tasks.stream()
                .flatMap(task -> task.untilDue().stream())
                .min(Duration::compareTo)
                .orElse(Poll.FOREVER);
    }
}
