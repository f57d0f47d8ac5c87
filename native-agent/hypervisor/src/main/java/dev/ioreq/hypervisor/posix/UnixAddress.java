package dev.ioreq.hypervisor.posix;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@code struct sockaddr_un}: u16 family, then the path, ended by a zero byte. */
final class UnixAddress {

    /** Bytes of a path that fit, without the zero at the end. */
    static final int LONGEST_PATH = 107;

    private static final int BYTES = 110;

    private UnixAddress() {}

    static Memory of(Path path) {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_PATH) {
            throw new IllegalArgumentException("the path of a unix socket has at most " + LONGEST_PATH + " bytes, but "
                    + path + " has " + bytes.length + ": choose a shorter directory");
        }
        Memory address = new Memory(BYTES);
        address.clear();
        address.setShort(0, (short) Libc.AF_UNIX);
        address.write(2, bytes, 0, bytes.length);
        return address;
    }
}
