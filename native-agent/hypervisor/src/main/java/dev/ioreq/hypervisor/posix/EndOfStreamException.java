package dev.ioreq.hypervisor.posix;

import java.io.IOException;

/** The other end of a socket is closed: no message comes any more and none arrives. */
public class EndOfStreamException extends IOException {

    private static final long serialVersionUID = 1L;

    public EndOfStreamException(String message) {
        super(message);
    }
}
