package dev.ioreq.hypervisor.xen.library;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * A logger for the libraries that says only what is critical. Without one they write a line to the standard error for each refusal, which
 * here is an exception and often expected, and writing it can change errno.
 */
public final class QuietLogger {

    /** Lives as long as the process: handles of any age may use it. */
    private static final Pointer LOGGER = create();

    private QuietLogger() {}

    /** The first argument of each {@code xen*_open}. */
    public static Pointer pointer() {
        return LOGGER;
    }

    private static Pointer create() {
        Pointer standardError =
                NativeLibrary.getProcess().getGlobalVariableAddress("stderr").getPointer(0);
        return LibXenToollog.xtl_createlogger_stdiostream(standardError, LibXenToollog.CRITICAL, 0);
    }
}
