package dev.ioreq.emulator.serve;

import dev.ioreq.hypervisor.posix.PollSet;
import java.io.IOException;
import java.util.Optional;

/** A descriptor the loop waits for. */
public interface PollSource {

    /** Nothing to wait for now. */
    int NOTHING = PollSet.NOTHING;

    /** The descriptor to wait for, {@link #NOTHING} if there is none now. Asked before each wait. */
    int awaited();

    /**
     * It can be read, or has ended.
     *
     * @return why the program ends now, if it does
     */
    Optional<Exit> onReadable() throws IOException;
}
