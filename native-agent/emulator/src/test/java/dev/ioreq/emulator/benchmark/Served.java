package dev.ioreq.emulator.benchmark;

import dev.ioreq.emulator.testkit.OfferedServer;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.protocol.handover.ProgressPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an emulator's process has done up to a moment.
 *
 * @param nanos when, on the monotonic clock
 * @param requests answered, as its progress page says
 * @param cpuNanos processor time of all its threads, user and system
 */
record Served(long nanos, long requests, long cpuNanos) {

    /** An emulator advances a slot's counter when it takes a request, and when it has answered it. */
    private static final int STEPS_A_REQUEST = 2;

    static Served now(SharedMapping progress, long pid) throws IOException {
        long steps = progress.use(page -> new ProgressPage(page).counterAcquire(0));
        return new Served(System.nanoTime(), steps / STEPS_A_REQUEST, cpuNanos(pid));
    }

    static SharedMapping progressOf(OfferedServer server) {
        return SharedMapping.map(server.descriptors()[2], 0, ProgressPage.SIZE);
    }

    Served since(Served earlier) {
        return new Served(nanos - earlier.nanos, requests - earlier.requests, cpuNanos - earlier.cpuNanos);
    }

    double perSecond() {
        return requests * 1e9 / nanos;
    }

    double cpuMicrosEach() {
        return cpuNanos / 1e3 / requests;
    }

    /** The first number of each thread's schedstat; a thread that ended meanwhile is left out. */
    private static long cpuNanos(long pid) throws IOException {
        long sum = 0;
        for (Path thread : threads(pid)) {
            Path file = thread.resolve("schedstat");
            if (Files.exists(file)) {
                sum += Long.parseLong(Files.readString(file).split(" ", 2)[0]);
            }
        }
        return sum;
    }

    private static List<Path> threads(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return threads.toList();
        }
    }
}
