package dev.ioreq.hypervisor.xen;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.xen.library.XenLibrary;

/**
 * libxendevicemodel, as much of it as is used (xendevicemodel.h). All return 0, or -1 with errno. Narrow arguments (domid, server, PCI
 * numbers) are passed as int, which calling conventions of 64-bit Linux take for any narrower type as long as the value fits; handles
 * and where a result is left by address, which crosses without being looked up.
 */
final class LibXenDeviceModel {

    private static final NativeLibrary LIBRARY = XenLibrary.DEVICE_MODEL.load();

    static {
        Native.register(LibXenDeviceModel.class, LIBRARY);
    }

    private LibXenDeviceModel() {}

    static native Pointer xendevicemodel_open(Pointer logger, int flags);

    static native int xendevicemodel_close(long handle);

    static native int xendevicemodel_create_ioreq_server(long handle, int domid, int bufferedIo, long id);

    static native int xendevicemodel_get_ioreq_server_info(
            long handle, int domid, int id, long gfn, long bufferedGfn, long bufferedPort);

    static native int xendevicemodel_map_io_range_to_ioreq_server(
            long handle, int domid, int id, int isMemory, long first, long last);

    static native int xendevicemodel_unmap_io_range_from_ioreq_server(
            long handle, int domid, int id, int isMemory, long first, long last);

    static native int xendevicemodel_map_pcidev_to_ioreq_server(
            long handle, int domid, int id, int segment, int bus, int device, int function);

    static native int xendevicemodel_unmap_pcidev_from_ioreq_server(
            long handle, int domid, int id, int segment, int bus, int device, int function);

    static native int xendevicemodel_set_ioreq_server_state(long handle, int domid, int id, int enabled);

    static native int xendevicemodel_destroy_ioreq_server(long handle, int domid, int id);

    static native int xendevicemodel_shutdown(long handle, int domid, int reason);

    /** What the library has since Xen 4.15, in a class of its own: it is bound as a whole. */
    static final class Since415 {

        private static final boolean PRESENT = bind();

        private Since415() {}

        private static boolean bind() {
            try {
                LIBRARY.getFunction("xendevicemodel_nr_vcpus");
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

        static native int xendevicemodel_nr_vcpus(long handle, int domid, long count);
    }
}
