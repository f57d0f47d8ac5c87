package dev.ioreq.agent.journal;

/** A journal file that does not say what it must; the message names the field. */
public final class JournalFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    public JournalFormatException(String message) {
        super(message);
    }

    public JournalFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
