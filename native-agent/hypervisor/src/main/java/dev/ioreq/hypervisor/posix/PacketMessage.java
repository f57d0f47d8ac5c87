package dev.ioreq.hypervisor.posix;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One block of memory that holds a whole {@code struct msghdr} and all it points to (LP64).
 *
 * <pre>
 *   0         msghdr (56): name 0, namelen 8, iov 16, iovlen 24, control 32, controllen 40, flags 48
 *   56        iovec (16):  base 0, len 8
 *   72        control:     cmsghdr (16): len 0, level 8, type 12; then int[16]
 *   72+16+64  payload
 * </pre>
 */
final class PacketMessage {

    /** Descriptors one message can carry here. */
    static final int MAX_DESCRIPTORS = 16;

    private static final int IOV = 56;
    private static final int CONTROL = 72;
    private static final int CMSG_HEADER = 16;
    private static final int CONTROL_BYTES = CMSG_HEADER + MAX_DESCRIPTORS * Integer.BYTES;
    private static final int PAYLOAD = CONTROL + CONTROL_BYTES;

    private final Memory memory;
    private final int capacity;

    PacketMessage(int capacity) {
        this.capacity = capacity;
        this.memory = new Memory((long) PAYLOAD + capacity);
    }

    Pointer pointer() {
        return memory;
    }

    int capacity() {
        return capacity;
    }

    void fill(ByteBuffer payload, int[] fds) {
        int length = payload.remaining();
        header(length, fds.length == 0 ? 0 : CMSG_HEADER + align(fds.length * Integer.BYTES));
        memory.getByteBuffer(PAYLOAD, length).put(payload.duplicate());
        if (fds.length > 0) {
            memory.setLong(CONTROL, CMSG_HEADER + (long) fds.length * Integer.BYTES);
            memory.setInt(CONTROL + 8, Libc.SOL_SOCKET);
            memory.setInt(CONTROL + 12, Libc.SCM_RIGHTS);
            memory.write(CONTROL + CMSG_HEADER, fds, 0, fds.length);
        }
    }

    void prepareToReceive() {
        header(capacity, CONTROL_BYTES);
    }

    int flags() {
        return memory.getInt(48);
    }

    ByteBuffer copyPayload(int length) {
        ByteBuffer copy = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(memory.getByteBuffer(PAYLOAD, length)).flip();
        return copy;
    }

    List<Descriptor> takeDescriptors() {
        List<Descriptor> descriptors = new ArrayList<>();
        long end = CONTROL + memory.getLong(40);
        long at = CONTROL;
        while (at + CMSG_HEADER <= end) {
            long length = memory.getLong(at);
            if (length < CMSG_HEADER) {
                break;
            }
            if (memory.getInt(at + 8) == Libc.SOL_SOCKET && memory.getInt(at + 12) == Libc.SCM_RIGHTS) {
                for (long fd = at + CMSG_HEADER; fd + Integer.BYTES <= at + length; fd += Integer.BYTES) {
                    descriptors.add(Descriptor.of(memory.getInt(fd)));
                }
            }
            at += align((int) length);
        }
        return descriptors;
    }

    private void header(int payloadLength, int controlLength) {
        memory.clear(PAYLOAD);
        memory.setPointer(16, memory.share(IOV));
        memory.setLong(24, 1);
        memory.setPointer(32, controlLength == 0 ? null : memory.share(CONTROL));
        memory.setLong(40, controlLength);
        memory.setPointer(IOV, memory.share(PAYLOAD));
        memory.setLong(IOV + 8, payloadLength);
    }

    private static int align(int length) {
        return length + 7 & ~7;
    }
}
