package dev.ioreq.hypervisor.posix;

import dev.ioreq.hypervisor.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Anonymous shared memory with a descriptor (memfd_create(2)). It never changes its size: a mapping of it cannot raise SIGBUS. */
public final class MemFd {

    private MemFd() {}

    /**
     * @param name for people who read /proc
     * @param size bytes; all zero
     */
    public static Descriptor create(String name, long size) {
        long fd = Libc.check(
                "memfd_create(" + name + ")", () -> Libc.memfd_create(name, Libc.MFD_CLOEXEC | Libc.MFD_ALLOW_SEALING));
        Descriptor descriptor = Descriptor.of((int) fd);
        try {
            Libc.check("ftruncate(" + name + ", " + size + ")", () -> Libc.ftruncate((int) fd, size));
            addSeals(descriptor, Libc.F_SEAL_SHRINK | Libc.F_SEAL_GROW);
            return descriptor;
        } catch (PosixException e) {
            descriptor.close();
            throw e;
        }
    }

    /**
     * Forbids new writable mappings, unless one exists in any process.
     *
     * @return false if a shared writable mapping exists somewhere (F_SEAL_WRITE gives EBUSY)
     */
    public static boolean sealUnlessMapped(Descriptor memFd) {
        try {
            addSeals(memFd, Libc.F_SEAL_WRITE);
            return true;
        } catch (PosixException e) {
            if (e.errno() == Errno.EBUSY) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Makes sure that a descriptor from elsewhere is memory that a mapping can trust: it has the size and nobody can shrink it.
     *
     * @throws PosixException EINVAL if it is something else, or could be shrunk
     */
    public static void requireFixed(Descriptor memFd, long size) {
        long seals = memFd.use(
                fd -> Libc.check("fcntl(" + fd + ", F_GET_SEALS)", () -> Libc.fcntl(fd, Libc.F_GET_SEALS, 0)));
        if ((seals & Libc.F_SEAL_SHRINK) == 0) {
            throw new PosixException(
                    Errno.EINVAL, "fcntl(" + memFd + ", F_GET_SEALS) = " + seals + ", expected F_SEAL_SHRINK");
        }
        long actual = memFd.use(MemFd::size);
        if (actual < size) {
            throw new PosixException(Errno.EINVAL, memFd + " has " + actual + " bytes, expected " + size);
        }
    }

    private static long size(int fd) {
        Path path = Path.of("/proc/self/fd/" + fd);
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException("the size of " + path, e);
        }
    }

    private static void addSeals(Descriptor memFd, int seals) {
        memFd.use(fd -> Libc.check("fcntl(" + fd + ", F_ADD_SEALS)", () -> Libc.fcntl(fd, Libc.F_ADD_SEALS, seals)));
    }
}
