package dev.ioreq.hypervisor;

/** What an errno means for a call, in one sentence for people. Errnos alone say little: EPERM has five meanings here. */
public final class Explanations {

    private Explanations() {}

    /** @param operation Xen's name of the call, without prefix */
    public static String of(String operation, Errno errno) {
        switch (errno) {
            case ESRCH:
                return "there is no such domain";
            case ENOENT:
                return notThere(operation);
            case EEXIST:
                return "the server already has a range that overlaps";
            case EPERM:
                return refused(operation);
            case ENOSPC:
                return "the domain has 8 servers already, or its event channels are used up";
            case ENOMEM:
                return noRoom(operation);
            case EINVAL:
                return invalid(operation);
            case ENOTCONN:
                return "the port is not bound through this handle";
            case EFBIG:
                return "the ring of pending ports overflowed: reset it, unmask all ports and scan all slots";
            default:
                return errno.text();
        }
    }

    private static String notThere(String operation) {
        switch (operation) {
            case "unmap_io_range_from_ioreq_server":
                return "there is no such server, or the range is not wholly mapped by it";
            case "acquire_resource":
                return "there is no such server, or frame 0 was asked of a server without a buffered ring";
            default:
                return "there is no such server";
        }
    }

    private static String refused(String operation) {
        switch (operation) {
            case "acquire_resource":
                return "the server belongs to another domain, has given out guest frames, or the domain is not ours to manage";
            case "get_ioreq_server_info_with_gfns":
                return "the server belongs to another domain, its frames were acquired before, or the domain is not ours to manage";
            default:
                return "the server belongs to another domain, or the domain is not ours to manage";
        }
    }

    private static String noRoom(String operation) {
        switch (operation) {
            case "map_io_range_to_ioreq_server":
            case "unmap_io_range_from_ioreq_server":
                return "a server has at most 256 ranges of a kind that do not touch";
            case "acquire_resource":
                return "no page could be allocated: the domain is dying, or the host is out of memory";
            case "get_ioreq_server_info_with_gfns":
                return "the domain has no guest frame left for servers";
            default:
                return Errno.ENOMEM.text();
        }
    }

    private static String invalid(String operation) {
        switch (operation) {
            case "create_ioreq_server":
                return "the domain is PV or dying, or the mode of the buffered ring is unknown";
            case "map_io_range_to_ioreq_server":
            case "unmap_io_range_from_ioreq_server":
                return "the range ends before it starts, or the domain is PV";
            case "acquire_resource":
                return "there is no such frame, the id does not fit 16 bits, or the domain has no such resource";
            case "bind_interdomain":
                return "the domain has no such port, it is bound already, or it is not meant for us";
            default:
                return "an argument is invalid, or the domain is PV";
        }
    }
}
