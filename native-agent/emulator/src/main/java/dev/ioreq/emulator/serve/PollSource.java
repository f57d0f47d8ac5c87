package dev.ioreq.emulator.serve;

import java.io.IOException;
import java.util.Optional;

/** A descriptor the loop waits for. */
public interface PollSource {

    /** Whether the loop is to wait for it now. */
    boolean wanted();

    /** The descriptor; asked only while wanted. */
    int descriptor();

    /**
     * It can be read, or has ended.
     *
     * @return why the program ends now, if it does
     */
    Optional<Exit> onReadable() throws IOException;
}
