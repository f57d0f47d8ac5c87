package dev.ioreq.hypervisor.posix;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Device files: opened, and spoken to by ioctl(2). */
public final class Device {

    private static final int LARGEST_ARGUMENT = 64;

    private static final ThreadLocal<CallBuffer> ARGUMENT =
            ThreadLocal.withInitial(() -> new CallBuffer(LARGEST_ARGUMENT));

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
     * @param argument taken from its start whatever its position, at most {@value #LARGEST_ARGUMENT} bytes; what the driver leaves in it is there after
     * @return what the driver returns, not negative
     */
    public static int control(Descriptor device, String name, long request, ByteBuffer argument) {
        CallBuffer copy = ARGUMENT.get();
        copy.put(argument);
        int result = device.control(name, request, copy, argument.capacity());
        copy.get(argument);
        return result;
    }

    /** As above, with an argument that is used again and again. */
    public static int control(Descriptor device, String name, long request, CallBuffer argument, int length) {
        return device.control(name, request, argument, length);
    }
}
