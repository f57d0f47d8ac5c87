package dev.ioreq.hypervisor.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The requests of the driver {@code /dev/xen/privcmd} that no library makes on a descriptor of somebody else's (Linux,
 * include/uapi/xen/privcmd.h). Each method lays out the argument of the request of the same name.
 *
 * <pre>
 *   HYPERCALL       u64 op | u64 arg[5]
 *   RESTRICT        u16 domid
 *   MMAP_RESOURCE   u16 domid, 2 padding | u32 type | u32 id | u32 first frame | u64 frames | u64 address
 * </pre>
 */
public final class Privcmd {

    /** The driver's device file. */
    public static final String DEVICE = "/dev/xen/privcmd";

    /** Any hypercall; returns its result. EPERM after {@link #RESTRICT}. */
    public static final long HYPERCALL = 0x00305000L;

    /** Limits the open file description to one domain, for ever. EINVAL if it is limited to another one. */
    public static final long RESTRICT = 0x00025006L;

    /** Puts frames of a resource into a mapping of this device. */
    public static final long MMAP_RESOURCE = 0x00205007L;

    /** {@code __HYPERVISOR_xen_version}. */
    public static final long XEN_VERSION = 17;

    /** {@code XENVER_version}: the result is {@code major << 16 | minor}. */
    public static final long XENVER_VERSION = 0;

    /** {@code XENMEM_resource_ioreq_server}: id = server; frame 0 the buffered ring, frame 1 the slots. */
    public static final int RESOURCE_IOREQ_SERVER = 0;

    private Privcmd() {}

    public static ByteBuffer hypercall(long op, long firstArgument) {
        return structure(48).putLong(0, op).putLong(8, firstArgument);
    }

    public static ByteBuffer restrict(int domid) {
        return structure(2).putShort(0, (short) domid);
    }

    /**
     * @param type {@code XENMEM_resource_*}
     * @param id of the resource; for {@code XENMEM_resource_ioreq_server} the server
     * @param address where a mapping of {@code frames} pages of this device begins
     */
    public static ByteBuffer mmapResource(int domid, int type, int id, int firstFrame, int frames, long address) {
        return structure(32)
                .putShort(0, (short) domid)
                .putInt(4, type)
                .putInt(8, id)
                .putInt(12, firstFrame)
                .putLong(16, frames)
                .putLong(24, address);
    }

    private static ByteBuffer structure(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
