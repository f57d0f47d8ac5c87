package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.Errno;

/** A check inside the engine failed; the call that runs it makes a {@link dev.ioreq.hypervisor.XenException} of it. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Errno errno;

    Refused(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
