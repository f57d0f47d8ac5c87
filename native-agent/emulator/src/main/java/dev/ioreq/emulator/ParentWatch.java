package dev.ioreq.emulator;

import dev.ioreq.emulator.serve.StopSignal;
import java.util.Optional;

/**
 * With {@code -Dioreq.exit-with-parent=<pid>} the emulator ends when that process does. For a playground, which must leave nothing behind
 * even when it is killed.
 */
final class ParentWatch {

    private static final String PROPERTY = "ioreq.exit-with-parent";
    private static final int INTERVAL_MILLIS = 500;

    private ParentWatch() {}

    static void start(StopSignal stop, EmulatorLog log) {
        String pid = System.getProperty(PROPERTY);
        if (pid == null) {
            return;
        }
        Optional<ProcessHandle> parent = ProcessHandle.of(parse(pid));
        Thread thread = new Thread(() -> watch(pid, parent, stop, log), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static long parse(String pid) {
        try {
            return Long.parseLong(pid);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PROPERTY + ": \"" + pid + "\", expected a process id", e);
        }
    }

    private static void watch(String pid, Optional<ProcessHandle> parent, StopSignal stop, EmulatorLog log) {
        try {
            while (parent.isPresent() && parent.get().isAlive()) {
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            log.say("the watch of process " + pid + " was interrupted; ending");
        }
        log.say("process " + pid + " has ended");
        stop.request();
    }
}
