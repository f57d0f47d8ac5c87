package dev.ioreq.hypervisor.posix;

import dev.ioreq.hypervisor.Errno;

/** A system call failed. The message names the call, its object, the errno and its meaning. */
public class PosixException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Errno errno;
    private final String call;

    /** @param call the call and what it was about, for example {@code connect(/run/ioreq/handover.sock)} */
    public PosixException(Errno errno, String call) {
        super(call + ": " + errno + " - " + errno.text());
        this.errno = errno;
        this.call = call;
    }

    public Errno errno() {
        return errno;
    }

    public String call() {
        return call;
    }
}
