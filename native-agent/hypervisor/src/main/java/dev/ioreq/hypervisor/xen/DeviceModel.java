package dev.ioreq.hypervisor.xen;

import static dev.ioreq.hypervisor.xen.LibXenDeviceModel.Since415.xendevicemodel_nr_vcpus;
import static dev.ioreq.hypervisor.xen.LibXenDeviceModel.xendevicemodel_create_ioreq_server;
import static dev.ioreq.hypervisor.xen.LibXenDeviceModel.xendevicemodel_destroy_ioreq_server;
import static dev.ioreq.hypervisor.xen.LibXenDeviceModel.xendevicemodel_get_ioreq_server_info;
import static dev.ioreq.hypervisor.xen.LibXenDeviceModel.xendevicemodel_map_io_range_to_ioreq_server;
import static dev.ioreq.hypervisor.xen.LibXenDeviceModel.xendevicemodel_map_pcidev_to_ioreq_server;
import static dev.ioreq.hypervisor.xen.LibXenDeviceModel.xendevicemodel_set_ioreq_server_state;
import static dev.ioreq.hypervisor.xen.LibXenDeviceModel.xendevicemodel_shutdown;
import static dev.ioreq.hypervisor.xen.LibXenDeviceModel.xendevicemodel_unmap_io_range_from_ioreq_server;
import static dev.ioreq.hypervisor.xen.LibXenDeviceModel.xendevicemodel_unmap_pcidev_from_ioreq_server;
import static dev.ioreq.hypervisor.xen.library.LastError.lastErrno;

import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Explanations;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.LegacyGfns;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.posix.CallBuffer;
import dev.ioreq.hypervisor.xen.LibXenDeviceModel.Since415;
import dev.ioreq.hypervisor.xen.library.NativeHandle;
import dev.ioreq.hypervisor.xen.library.NativeHandle.Use;
import dev.ioreq.hypervisor.xen.library.QuietLogger;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The device-model calls in plain types. Any number of threads may call at once; Xen takes turns for one domain. */
final class DeviceModel implements AutoCloseable {

    private static final int PORTS = 0;
    private static final int MEMORY = 1;

    private static final int GFN = 0;
    private static final int BUFFERED_GFN = 8;
    private static final int PORT = 16;
    private static final int RESULT_BYTES = 24;

    private final NativeHandle handle;
    private final ThreadLocal<CallBuffer> results = ThreadLocal.withInitial(() -> new CallBuffer(RESULT_BYTES));

    private DeviceModel(NativeHandle handle) {
        this.handle = handle;
    }

    /** @throws XenUnavailableException if the driver cannot be opened */
    static DeviceModel open() {
        Pointer opened = LibXenDeviceModel.xendevicemodel_open(QuietLogger.pointer(), 0);
        if (opened == null) {
            throw XenUnavailableException.refused("xendevicemodel_open", lastErrno());
        }
        return new DeviceModel(
                new NativeHandle("device model handle", opened, LibXenDeviceModel::xendevicemodel_close));
    }

    /** Whether {@link #vcpus} can be asked: since Xen 4.15. */
    boolean countsVcpus() {
        return Since415.isPresent();
    }

    int vcpus(DomainId domain) {
        CallBuffer count = zeroed();
        try (Use dm = handle.use()) {
            int result = xendevicemodel_nr_vcpus(dm.address(), domain.value(), count.address(Integer.BYTES));
            if (result < 0) {
                throw refused(lastErrno(), "nr_vcpus", domain, "");
            }
            return count.getInt(0);
        }
    }

    IoreqServerId create(DomainId domain, BufferedIo bufferedIo) {
        CallBuffer id = zeroed();
        try (Use dm = handle.use()) {
            int result = xendevicemodel_create_ioreq_server(
                    dm.address(), domain.value(), bufferedIo.ordinal(), id.address(Short.BYTES));
            if (result < 0) {
                throw refused(lastErrno(), "create_ioreq_server", domain, "bufferedIo=" + bufferedIo);
            }
            return new IoreqServerId(Short.toUnsignedInt(id.getShort(0)));
        }
    }

    /** The library asks for no frames if both pointers are null. */
    OptionalInt bufferedPort(DomainId domain, IoreqServerId server) {
        CallBuffer port = zeroed();
        try (Use dm = handle.use()) {
            int result = xendevicemodel_get_ioreq_server_info(
                    dm.address(), domain.value(), server.value(), 0, 0, port.address(Integer.BYTES));
            if (result < 0) {
                throw refused(lastErrno(), "get_ioreq_server_info", domain, "server=" + server);
            }
            return present(port.getInt(0));
        }
    }

    LegacyGfns gfns(DomainId domain, IoreqServerId server) {
        CallBuffer info = zeroed();
        long address = info.address(RESULT_BYTES);
        try (Use dm = handle.use()) {
            int result = xendevicemodel_get_ioreq_server_info(
                    dm.address(),
                    domain.value(),
                    server.value(),
                    address + GFN,
                    address + BUFFERED_GFN,
                    address + PORT);
            if (result < 0) {
                throw refused(lastErrno(), "get_ioreq_server_info_with_gfns", domain, "server=" + server);
            }
        }
        OptionalInt bufferedPort = present(info.getInt(PORT));
        return new LegacyGfns(
                info.getLong(GFN),
                bufferedPort.isPresent() ? OptionalLong.of(info.getLong(BUFFERED_GFN)) : OptionalLong.empty(),
                bufferedPort);
    }

    void map(DomainId domain, IoreqServerId server, IoRange range) {
        int id = server.value();
        int domid = domain.value();
        try (Use use = handle.use()) {
            long dm = use.address();
            int result;
            if (range instanceof PortRange ports) {
                result = xendevicemodel_map_io_range_to_ioreq_server(dm, domid, id, PORTS, ports.first(), ports.last());
            } else if (range instanceof MemoryRange memory) {
                result = xendevicemodel_map_io_range_to_ioreq_server(
                        dm, domid, id, MEMORY, memory.first(), memory.last());
            } else {
                PciFunction pci = (PciFunction) range;
                result = xendevicemodel_map_pcidev_to_ioreq_server(
                        dm, domid, id, pci.segment(), pci.bus(), pci.device(), pci.function());
            }
            if (result < 0) {
                throw refused(lastErrno(), "map_io_range_to_ioreq_server", domain, "server=" + server + ", " + range);
            }
        }
    }

    void unmap(DomainId domain, IoreqServerId server, IoRange range) {
        int id = server.value();
        int domid = domain.value();
        try (Use use = handle.use()) {
            long dm = use.address();
            int result;
            if (range instanceof PortRange ports) {
                result = xendevicemodel_unmap_io_range_from_ioreq_server(
                        dm, domid, id, PORTS, ports.first(), ports.last());
            } else if (range instanceof MemoryRange memory) {
                result = xendevicemodel_unmap_io_range_from_ioreq_server(
                        dm, domid, id, MEMORY, memory.first(), memory.last());
            } else {
                PciFunction pci = (PciFunction) range;
                result = xendevicemodel_unmap_pcidev_from_ioreq_server(
                        dm, domid, id, pci.segment(), pci.bus(), pci.device(), pci.function());
            }
            if (result < 0) {
                throw refused(
                        lastErrno(), "unmap_io_range_from_ioreq_server", domain, "server=" + server + ", " + range);
            }
        }
    }

    void setState(DomainId domain, IoreqServerId server, boolean enabled) {
        int state = enabled ? 1 : 0;
        try (Use dm = handle.use()) {
            int result = xendevicemodel_set_ioreq_server_state(dm.address(), domain.value(), server.value(), state);
            if (result < 0) {
                throw refused(lastErrno(), "set_ioreq_server_state", domain, "server=" + server + ", enabled=" + state);
            }
        }
    }

    void destroy(DomainId domain, IoreqServerId server) {
        try (Use dm = handle.use()) {
            int result = xendevicemodel_destroy_ioreq_server(dm.address(), domain.value(), server.value());
            if (result < 0) {
                throw refused(lastErrno(), "destroy_ioreq_server", domain, "server=" + server);
            }
        }
    }

    void shutdown(DomainId domain, ShutdownReason reason) {
        try (Use dm = handle.use()) {
            int result = xendevicemodel_shutdown(dm.address(), domain.value(), reason.ordinal());
            if (result < 0) {
                throw refused(lastErrno(), "shutdown", domain, "reason=" + reason);
            }
        }
    }

    private static XenException refused(Errno errno, String operation, DomainId domain, String arguments) {
        return new XenException(errno, operation, domain, arguments, Explanations.of(operation, errno));
    }

    /** Where a call leaves what it found; this thread's until its next call. */
    private CallBuffer zeroed() {
        CallBuffer buffer = results.get();
        for (int at = 0; at < RESULT_BYTES; at += Long.BYTES) {
            buffer.setLong(at, 0);
        }
        return buffer;
    }

    /** The library leaves 0 where Xen has none; 0 is no port of any guest. */
    private static OptionalInt present(int port) {
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    @Override
    public void close() {
        handle.close();
    }
}
