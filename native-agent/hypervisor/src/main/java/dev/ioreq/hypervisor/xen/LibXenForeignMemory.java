package dev.ioreq.hypervisor.xen;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.xen.library.XenLibrary;

/** libxenforeignmemory, as much of it as is used (xenforeignmemory.h, since Xen 4.11). */
final class LibXenForeignMemory {

    static final int PROT_READ_WRITE = 3;

    private static final NativeLibrary LIBRARY = XenLibrary.FOREIGN_MEMORY.load();

    static {
        Native.register(LibXenForeignMemory.class, LIBRARY);
    }

    private LibXenForeignMemory() {}

    static native Pointer xenforeignmemory_open(Pointer logger, int flags);

    static native int xenforeignmemory_close(long handle);

    /** NULL with errno, or a handle; {@code address} then points to where the frames are. */
    static native long xenforeignmemory_map_resource(
            long handle, int domid, int type, int id, long frame, long frames, long address, int protection, int flags);

    /** Frees the resource in any case. */
    static native int xenforeignmemory_unmap_resource(long handle, long resource);

    /** What the library has since Xen 4.15, in a class of its own: it is bound as a whole. */
    static final class Since415 {

        private static final boolean PRESENT = bind();

        private Since415() {}

        private static boolean bind() {
            try {
                LIBRARY.getFunction("xenforeignmemory_resource_size");
            } catch (UnsatisfiedLinkError e) {
                return false;
            }
            Native.register(Since415.class, LIBRARY);
            return true;
        }

        /** Whether the calls below can be made. */
        static boolean isPresent() {
            return PRESENT;
        }

        /** {@code bytes} is where a {@code size_t} is left. */
        static native int xenforeignmemory_resource_size(long handle, int domid, int type, int id, long bytes);
    }
}
