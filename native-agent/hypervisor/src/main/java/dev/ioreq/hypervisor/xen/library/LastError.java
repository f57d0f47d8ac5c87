package dev.ioreq.hypervisor.xen.library;

import com.sun.jna.Native;
import dev.ioreq.hypervisor.Errno;

/** Why this thread's last library call failed. To be read right where it returns: the next call has an errno of its own. */
public final class LastError {

    private LastError() {}

    public static Errno lastErrno() {
        return Errno.of(Native.getLastError());
    }
}
