package dev.ioreq.hypervisor.posix;

import dev.ioreq.hypervisor.Errno;

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

    private static void addSeals(Descriptor memFd, int seals) {
        memFd.use(fd -> Libc.check("fcntl(" + fd + ", F_ADD_SEALS)", () -> Libc.fcntl(fd, Libc.F_ADD_SEALS, seals)));
    }
}
