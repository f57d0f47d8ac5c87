package dev.ioreq.hypervisor.xen;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.xen.library.XenLibrary;
import java.util.Optional;

/** libxenforeignmemory, as much of it as is used (xenforeignmemory.h, since Xen 4.11). */
final class LibXenForeignMemory {

    static final int PROT_READ_WRITE = 3;

    private static final NativeLibrary LIBRARY = XenLibrary.FOREIGN_MEMORY.load();

    static {
        Native.register(LibXenForeignMemory.class, LIBRARY);
    }

    private LibXenForeignMemory() {}

    /**
     * {@code int xenforeignmemory_resource_size(handle, domid_t, unsigned type, unsigned id, size_t *)}, since Xen 4.15; bytes.
     */
    static Optional<Function> resourceSize() {
        try {
            return Optional.of(LIBRARY.getFunction("xenforeignmemory_resource_size"));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    static native Pointer xenforeignmemory_open(Pointer logger, int flags);

    static native int xenforeignmemory_close(Pointer handle);

    /** NULL with errno, or a handle; {@code address} then points to where the frames are. */
    static native Pointer xenforeignmemory_map_resource(
            Pointer handle,
            int domid,
            int type,
            int id,
            long frame,
            long frames,
            Pointer address,
            int protection,
            int flags);

    /** Frees the resource in any case. */
    static native int xenforeignmemory_unmap_resource(Pointer handle, Pointer resource);
}
