package dev.ioreq.playground.launch;

import java.time.Duration;

/**
 * How much slower than usual everything is on the stage of this run: where a processor is emulated, programs take that much longer,
 * and whoever waits for them, be it a test or a server's declared patience, has to be that much more patient.
 */
public final class Pace {
    /** The system property with the factor, at least 1. */
    public static final String PROPERTY = "ioreq.pace";

    private static final long FACTOR = Math.max(1, Long.getLong(PROPERTY, 1));

    private Pace() {}

    /** 1 on an ordinary machine. */
    public static long factor() {
        return FACTOR;
    }

    /** What takes this time usually takes at most that time here. */
    public static Duration of(Duration usual) {
        return usual.multipliedBy(FACTOR);
    }
}
