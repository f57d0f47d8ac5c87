package dev.ioreq.protocol.handover;

/** The constants of the handover protocol, version 1. */
public final class Handover {

    /** "IORQ" read as a little endian u32. */
    public static final int MAGIC = 0x51524F49;

    /** The version this code speaks. */
    public static final int VERSION = 1;

    /** Bytes of the header that starts every message. */
    public static final int HEADER_LENGTH = 16;

    /** Bytes of the longest message, header included. */
    public static final int MAX_LENGTH = 65536;

    /** Bytes of a name field, the closing NUL included. */
    public static final int NAME_LENGTH = 64;

    /** Bytes of one range. */
    public static final int RANGE_LENGTH = 88;

    /** As many slots as Xen has in one page (HVM_MAX_VCPUS). */
    public static final int MAX_VCPUS = 128;

    /** As many ranges as Xen keeps for one server and kind (MAX_NR_IO_RANGES). */
    public static final int MAX_RANGES = 256;

    /** DOMID_FIRST_RESERVED - 1: the highest domid that can name a guest. */
    public static final int MAX_DOMID = 0x7FEF;

    /** The environment variable that tells an emulator where the agent listens. */
    public static final String SOCKET_ENVIRONMENT = "IOREQ_HANDOVER_SOCKET";

    /** Where the agent listens when the environment says nothing. */
    public static final String DEFAULT_SOCKET = "/run/ioreq/handover.sock";

    private Handover() {}
}
