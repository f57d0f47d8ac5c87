package dev.ioreq.hypervisor.xen;

import dev.ioreq.hypervisor.Errno;

/** Xen cannot be managed from here. The message says why and what to do, in one line. */
public final class XenUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    XenUnavailableException(String message) {
        super(message);
    }

    XenUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    static XenUnavailableException refused(String call, Errno errno) {
        return new XenUnavailableException(
                call + ": " + errno + " - " + errno.text() + ", although the drivers of Xen are there");
    }
}
