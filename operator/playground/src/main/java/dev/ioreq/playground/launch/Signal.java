package dev.ioreq.playground.launch;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals that the Java process API cannot send; by kill(1). */
public enum Signal {
    /** Ends a process at once. */
    KILL,
    /** Halts a process where it stands; it keeps everything it holds. */
    STOP,
    /** Lets a halted process go on. */
    CONT;

    /** @throws IOException when there is no such process, or kill(1) cannot be run */
    public void send(long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("kill -" + name() + " " + pid + ": "
                    + new String(kill.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).trim());
        }
    }
}
