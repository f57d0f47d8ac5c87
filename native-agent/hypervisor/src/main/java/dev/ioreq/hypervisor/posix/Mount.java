package dev.ioreq.hypervisor.posix;

import java.nio.file.Path;

/** Bind mounts (mount(2), umount2(2)) in this process's mount namespace. Both need CAP_SYS_ADMIN. */
public final class Mount {

    private Mount() {}

    /**
     * Makes a directory visible at another place too, readable and writable.
     *
     * @param target an existing directory
     * @throws PosixException EPERM without the privilege; ENOENT, ENOTDIR if one of the two is not there
     */
    public static void bind(Path source, Path target) {
        Libc.check(
                "mount(" + source + ", " + target + ", MS_BIND)",
                () -> Libc.mount(source.toString(), target.toString(), null, Libc.MS_BIND, null));
    }

    /**
     * Takes the topmost mount from a directory. A symbolic link is not followed.
     *
     * @throws PosixException EINVAL if nothing is mounted there; EBUSY while something of it is in use; EPERM without the privilege
     */
    public static void unmount(Path target) {
        Libc.check(
                "umount2(" + target + ", UMOUNT_NOFOLLOW)",
                () -> Libc.umount2(target.toString(), Libc.UMOUNT_NOFOLLOW));
    }
}
