package dev.ioreq.emulator.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Something the loop does by the clock. */
public interface TimedTask {

    /** How long until it is due, zero if it is; empty while there is nothing to do. */
    Optional<Duration> untilDue();

    /**
     * Does it.
     *
     * @return why the program ends now, if it does
     */
    Optional<Exit> onDue() throws IOException;
}
