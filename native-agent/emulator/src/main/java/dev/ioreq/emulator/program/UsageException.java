package dev.ioreq.emulator.program;

/** The command line does not say what to do; the message names the argument, what it is, and what was expected. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
