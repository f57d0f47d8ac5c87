package dev.ioreq.hypervisor;

/**
 * The error numbers of Linux and of Xen's public interface (both use the same ones; asm-generic/errno.h, xen/include/public/errno.h).
 */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such thing"),
    ESRCH(3, "no such domain or process"),
    EINTR(4, "interrupted"),
    EIO(5, "input/output error"),
    ENXIO(6, "no such device or address"),
    E2BIG(7, "argument list too long"),
    EBADF(9, "bad file descriptor"),
    EAGAIN(11, "try again"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "access denied"),
    EFAULT(14, "bad address"),
    EBUSY(16, "busy"),
    EEXIST(17, "exists already"),
    ENODEV(19, "no such device"),
    ENOTDIR(20, "not a directory"),
    EISDIR(21, "is a directory"),
    EINVAL(22, "invalid argument"),
    ENFILE(23, "too many open files in the system"),
    EMFILE(24, "too many open files in the process"),
    ENOTTY(25, "not an operation of this device"),
    EFBIG(27, "too big; for event channels: the ring of pending ports overflowed"),
    ENOSPC(28, "no space left"),
    EROFS(30, "read-only file system"),
    EPIPE(32, "the other end is closed"),
    ERANGE(34, "out of range"),
    ENAMETOOLONG(36, "name too long"),
    ENOSYS(38, "no such system call"),
    ENODATA(61, "no data"),
    EPROTO(71, "protocol error"),
    EOVERFLOW(75, "value too large"),
    ENOTSOCK(88, "not a socket"),
    EMSGSIZE(90, "message too long"),
    EPROTOTYPE(91, "the socket is of another type"),
    EOPNOTSUPP(95, "not supported"),
    EADDRINUSE(98, "address in use"),
    ECONNABORTED(103, "connection aborted"),
    ECONNRESET(104, "connection reset"),
    ENOBUFS(105, "no buffer space"),
    EISCONN(106, "connected already"),
    ENOTCONN(107, "not connected; for event channels: the port is not bound through this handle"),
    ETIMEDOUT(110, "timed out"),
    ECONNREFUSED(111, "connection refused"),
    /** A number that is not in this table. */
    EUNKNOWN(0, "an error number this program does not know");

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The positive number; 0 for {@link #EUNKNOWN}. */
    public int number() {
        return number;
    }

    /** What it means, in a few words. */
    public String text() {
        return text;
    }

    /** The constant for a positive error number; {@link #EUNKNOWN} for a number that is not in the table. */
    public static Errno of(int number) {
        for (Errno errno : values()) {
            if (errno.number == number) {
                return errno;
            }
        }
        return EUNKNOWN;
    }
}
