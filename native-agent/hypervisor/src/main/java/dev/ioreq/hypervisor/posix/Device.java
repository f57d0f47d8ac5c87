package dev.ioreq.hypervisor.posix;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Device files: opened, and spoken to by ioctl(2). */
public final class Device {

    private Device() {}

    /**
     * Opens for reading and writing.
     *
     * @throws PosixException ENOENT no such file; EACCES, EPERM not for this user or this container; ENXIO, ENODEV no driver behind it
     */
    public static Descriptor open(Path device) {
        String path = device.toString();
        long fd = Libc.check("open(" + path + ")", () -> Libc.open(path, Libc.O_RDWR | Libc.O_CLOEXEC));
        return Descriptor.of((int) fd);
    }

    /**
     * Makes a request of the driver.
     *
     * @param name of the request, for errors
     * @param argument a direct buffer, taken from its start whatever its position
     * @return what the driver returns, not negative
     */
    public static int control(Descriptor device, String name, long request, ByteBuffer argument) {
        if (!argument.isDirect()) {
            throw new IllegalArgumentException("the argument of ioctl " + name + " must be a direct buffer");
        }
        return device.use(
                fd -> (int) Libc.check("ioctl(" + fd + ", " + name + ")", () -> Libc.ioctl(fd, request, argument)));
    }
}
