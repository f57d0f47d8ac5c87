package dev.ioreq.hypervisor.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The requests of the driver {@code /dev/xen/evtchn} (Linux, include/uapi/xen/evtchn.h). Besides, reading gives local ports, a u32 each, and
 * masks them; writing a port unmasks it.
 *
 * <pre>
 *   BIND_INTERDOMAIN   u32 domid | u32 remote port        returns the local port
 *   UNBIND, NOTIFY     u32 local port
 *   RESTRICT_DOMID     u16 domid
 *   RESET              nothing
 * </pre>
 */
public final class Evtchn {

    /** The driver's device file. */
    public static final String DEVICE = "/dev/xen/evtchn";

    public static final long BIND_INTERDOMAIN = 0x00084501L;
    public static final long UNBIND = 0x00044503L;
    public static final long NOTIFY = 0x00044504L;

    /** Empties the ring of pending ports and ends EFBIG. */
    public static final long RESET = 0x00004505L;

    /** Limits the open file description to one domain, for ever; EACCES if it is limited, to whichever. */
    public static final long RESTRICT_DOMID = 0x00024506L;

    private Evtchn() {}

    public static ByteBuffer bindInterdomain(int domid, int remotePort) {
        return structure(8).putInt(0, domid).putInt(4, remotePort);
    }

    /** For {@link #UNBIND} and {@link #NOTIFY}. */
    public static ByteBuffer port(int localPort) {
        return structure(4).putInt(0, localPort);
    }

    public static ByteBuffer restrictDomid(int domid) {
        return structure(2).putShort(0, (short) domid);
    }

    /** For {@link #RESET}, which takes nothing. */
    public static ByteBuffer nothing() {
        return structure(4);
    }

    private static ByteBuffer structure(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
