package dev.ioreq.playground.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** What processes hold in memory, as the kernel counts it: {@code VmRSS} of proc_pid_status(5). */
public final class ResidentMemory {
    private ResidentMemory() {}

    /** The sum over these processes, in bytes. Pages that several share count for each; a process that is gone counts nothing. */
    public static long sum(Collection<Long> pids) {
        return pids.stream().mapToLong(ResidentMemory::of).sum();
    }

    /** In bytes; 0 for a process that is gone. */
    public static long of(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }
}
