package dev.ioreq.hypervisor.posix;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.Errno;
import java.nio.ByteBuffer;

/**
 * The C library, mapped directly. Constants are those of Linux on x86-64 and arm64 (asm-generic), which agree in everything used here.
 */
final class Libc {

    static final int F_SETFD = 2;
    static final int F_GETFL = 3;
    static final int F_SETFL = 4;
    static final int FD_CLOEXEC = 1;
    static final int F_DUPFD_CLOEXEC = 1030;
    static final int F_ADD_SEALS = 1033;
    static final int F_GET_SEALS = 1034;
    static final int F_SEAL_SHRINK = 2;
    static final int F_SEAL_GROW = 4;
    static final int F_SEAL_WRITE = 8;
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;

    static final int MFD_CLOEXEC = 1;
    static final int MFD_ALLOW_SEALING = 2;
    static final int PROT_READ = 1;
    static final int PROT_WRITE = 2;
    static final int MAP_SHARED = 1;

    static final int AF_UNIX = 1;
    static final int SOCK_SEQPACKET = 5;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_PEERCRED = 17;
    static final int SCM_RIGHTS = 1;
    static final int MSG_CTRUNC = 0x8;
    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int MSG_CMSG_CLOEXEC = 0x40000000;
    static final int SHUT_RDWR = 2;

    static final short POLLIN = 1;
    static final short POLLOUT = 4;

    static final int EFD_CLOEXEC = 0x80000;
    static final int EFD_NONBLOCK = 0x800;
    static final int EPOLL_CLOEXEC = 0x80000;
    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLL_CTL_DEL = 2;
    static final int EPOLL_CTL_MOD = 3;
    static final int EPOLLIN = 1;
    static final int EPOLLOUT = 4;

    static final long MS_BIND = 4096;
    static final int UMOUNT_NOFOLLOW = 8;

    static {
        // The process has it already: by its name it would be looked for in every library directory.
        Native.register(Libc.class, NativeLibrary.getProcess());
    }

    private Libc() {}

    /** A system call that is repeated while signals interrupt it. */
    interface Call {
        long run();
    }

    /** Runs the call; its result if not negative. */
    static long check(String name, Call call) {
        long result = retry(call);
        if (result < 0) {
            throw new PosixException(lastErrno(), name);
        }
        return result;
    }

    /** Runs the call; its result, negative for an error that {@link #lastErrno()} then tells on the same thread. */
    static long retry(Call call) {
        long result = call.run();
        while (result < 0 && lastErrno() == Errno.EINTR) {
            result = call.run();
        }
        return result;
    }

    /** The error of this thread's last call. To be read before anything else is called. */
    static Errno lastErrno() {
        return Errno.of(Native.getLastError());
    }

    static native int open(String path, int flags);

    static native int close(int fd);

    static native int fcntl(int fd, int command, long argument);

    static native long read(int fd, Pointer buffer, long count);

    static native long write(int fd, Pointer buffer, long count);

    /** A direct buffer is passed by address, without memory of our own in between. Its position must be 0. */
    static native long read(int fd, ByteBuffer buffer, long count);

    static native long write(int fd, ByteBuffer buffer, long count);

    /** Where the caller knows an address: nothing but numbers crosses, which costs a twentieth of looking one up. */
    static native long read(int fd, long buffer, long count);

    static native long write(int fd, long buffer, long count);

    static native int ioctl(int fd, long request, long argument);

    static native int poll(long fds, long count, int timeout);

    static native int memfd_create(String name, int flags);

    static native int ftruncate(int fd, long length);

    static native long mmap(Pointer hint, long length, int protection, int flags, int fd, long offset);

    static native int munmap(Pointer address, long length);

    static native int socket(int domain, int type, int protocol);

    static native int socketpair(int domain, int type, int protocol, Pointer pair);

    static native int bind(int fd, Pointer address, int length);

    static native int listen(int fd, int backlog);

    static native int connect(int fd, Pointer address, int length);

    static native int accept4(int fd, Pointer address, Pointer length, int flags);

    static native int getsockopt(int fd, int level, int option, Pointer value, Pointer length);

    static native int setsockopt(int fd, int level, int option, Pointer value, int length);

    static native long sendmsg(int fd, Pointer message, int flags);

    static native long recvmsg(int fd, Pointer message, int flags);

    static native int shutdown(int fd, int how);

    static native int poll(Pointer fds, long count, int timeout);

    static native int eventfd(int initial, int flags);

    static native int epoll_create1(int flags);

    static native int epoll_ctl(int epoll, int operation, int fd, Pointer event);

    static native int epoll_wait(int epoll, Pointer events, int count, int timeout);

    static native int mount(String source, String target, String type, long flags, Pointer data);

    static native int umount2(String target, int flags);
}
