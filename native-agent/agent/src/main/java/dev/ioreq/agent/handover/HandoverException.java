package dev.ioreq.agent.handover;

import java.nio.file.Path;

/** A server's handover socket could not be made. */
public final class HandoverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HandoverException(Path socket, Exception cause) {
        super(
                "handover socket " + socket + ": " + cause.getMessage() + " - see that its directory can be written",
                cause);
    }
}
