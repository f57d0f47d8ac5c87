package dev.ioreq.hypervisor.xen;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.xen.library.XenLibrary;
import java.util.Optional;

/**
 * libxendevicemodel, as much of it as is used (xendevicemodel.h). All return 0, or -1 with errno. Narrow arguments (domid, server, PCI
 * numbers) are passed as int, which calling conventions of 64-bit Linux take for any narrower type as long as the value fits.
 */
final class LibXenDeviceModel {

    private static final NativeLibrary LIBRARY = XenLibrary.DEVICE_MODEL.load();

    static {
        Native.register(LibXenDeviceModel.class, LIBRARY);
    }

    private LibXenDeviceModel() {}

    /** {@code int xendevicemodel_nr_vcpus(handle, domid_t, unsigned int *)}, since Xen 4.15. */
    static Optional<Function> nrVcpus() {
        try {
            return Optional.of(LIBRARY.getFunction("xendevicemodel_nr_vcpus"));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    static native Pointer xendevicemodel_open(Pointer logger, int flags);

    static native int xendevicemodel_close(Pointer handle);

    static native int xendevicemodel_create_ioreq_server(Pointer handle, int domid, int bufferedIo, Pointer id);

    static native int xendevicemodel_get_ioreq_server_info(
            Pointer handle, int domid, int id, Pointer gfn, Pointer bufferedGfn, Pointer bufferedPort);

    static native int xendevicemodel_map_io_range_to_ioreq_server(
            Pointer handle, int domid, int id, int isMemory, long first, long last);

    static native int xendevicemodel_unmap_io_range_from_ioreq_server(
            Pointer handle, int domid, int id, int isMemory, long first, long last);

    static native int xendevicemodel_map_pcidev_to_ioreq_server(
            Pointer handle, int domid, int id, int segment, int bus, int device, int function);

    static native int xendevicemodel_unmap_pcidev_from_ioreq_server(
            Pointer handle, int domid, int id, int segment, int bus, int device, int function);

    static native int xendevicemodel_set_ioreq_server_state(Pointer handle, int domid, int id, int enabled);

    static native int xendevicemodel_destroy_ioreq_server(Pointer handle, int domid, int id);

    static native int xendevicemodel_shutdown(Pointer handle, int domid, int reason);
}
