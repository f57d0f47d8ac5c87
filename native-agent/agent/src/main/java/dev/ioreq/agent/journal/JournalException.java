package dev.ioreq.agent.journal;

import java.nio.file.Path;

/** The journal could not be written: nothing may be done in the hypervisor that is not noted. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalException(String operation, Path file, Exception cause) {
        super(operation + "(" + file + "): " + cause + " - free space or mend the directory; it is tried again", cause);
    }
}
