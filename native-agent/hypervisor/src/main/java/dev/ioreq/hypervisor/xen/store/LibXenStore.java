package dev.ioreq.hypervisor.xen.store;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.xen.library.XenLibrary;

/**
 * libxenstore, as much of it as is used (xenstore.h). What comes back as a pointer is one block to be freed. C's bool is one byte: the rest
 * of the register means nothing.
 */
final class LibXenStore {

    /** No transaction. */
    static final int XBT_NULL = 0;

    static {
        Native.register(LibXenStore.class, XenLibrary.STORE.load());
    }

    private LibXenStore() {}

    static native Pointer xs_open(long flags);

    static native void xs_close(Pointer handle);

    /** An array of strings; NULL with errno. */
    static native Pointer xs_directory(Pointer handle, int transaction, String path, Pointer count);

    /** The value and a NUL; NULL with errno. */
    static native Pointer xs_read(Pointer handle, int transaction, String path, Pointer length);

    static native byte xs_is_domain_introduced(Pointer handle, int domid);

    static native byte xs_watch(Pointer handle, String path, String token);

    static native int xs_fileno(Pointer handle);

    /** Path and token of an event; NULL with EAGAIN if there is none. Never waits. */
    static native Pointer xs_check_watch(Pointer handle);
}
