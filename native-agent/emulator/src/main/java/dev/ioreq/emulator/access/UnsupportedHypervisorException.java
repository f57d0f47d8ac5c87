package dev.ioreq.emulator.access;

/** An offer that this emulator cannot take; the message says what to do. */
public final class UnsupportedHypervisorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedHypervisorException(String message) {
        super(message);
    }
}
