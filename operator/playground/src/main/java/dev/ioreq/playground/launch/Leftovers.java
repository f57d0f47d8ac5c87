package dev.ioreq.playground.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a run left behind: nothing, if all is well. */
public final class Leftovers {
    private Leftovers() {}

    /**
     * A line for each thing that is still there.
     *
     * @param directory the run's
     * @param pids the run's processes; this one does not count
     */
    public static List<String> of(Path directory, List<Long> pids) {
        var left = new ArrayList<String>();
        if (Files.exists(directory)) {
            left.add("directory " + directory);
        }
        pids.stream()
                .filter(pid -> pid != ProcessHandle.current().pid())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(ProcessHandle::isAlive)
                .map(process -> "process " + process.pid() + " "
                        + process.info().commandLine().orElse(""))
                .forEach(left::add);
        return left;
    }
}
