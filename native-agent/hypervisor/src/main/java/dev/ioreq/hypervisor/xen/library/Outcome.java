package dev.ioreq.hypervisor.xen.library;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.Errno;

/**
 * What a library call came to. To be made right where the call returns: errno belongs to the thread and to its last call.
 *
 * @param value what the call returned
 * @param errno why it failed; null if it did not
 */
public record Outcome(int value, Errno errno) {

    /** Of a call that returns a negative number when it fails. */
    public static Outcome of(int returned) {
        return new Outcome(returned, returned < 0 ? lastErrno() : null);
    }

    /** Of a call that returns NULL when it fails. */
    public static Outcome of(Pointer returned) {
        return new Outcome(0, returned == null ? lastErrno() : null);
    }

    public boolean failed() {
        return errno != null;
    }

    /** The error of this thread's last call. */
    public static Errno lastErrno() {
        return Errno.of(Native.getLastError());
    }
}
