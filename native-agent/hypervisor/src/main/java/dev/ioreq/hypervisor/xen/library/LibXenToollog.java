package dev.ioreq.hypervisor.xen.library;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** libxentoollog: where the other libraries say what went wrong. */
final class LibXenToollog {

    /** {@code XTL_CRITICAL}. */
    static final int CRITICAL = 9;

    static {
        Native.register(LibXenToollog.class, XenLibrary.TOOL_LOG.load());
    }

    private LibXenToollog() {}

    static native Pointer xtl_createlogger_stdiostream(Pointer file, int leastLevel, int flags);
}
