package dev.ioreq.hypervisor.posix;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A few bytes outside the heap that system calls take by address. Made once and used for any number of calls, which then allocate nothing and look up
 * nothing: for what is called thousands of times a second. Little endian. For one thread.
 */
public final class CallBuffer {

    private final ByteBuffer bytes;
    private final long address;

    /** @param length bytes, 0 at first */
    public CallBuffer(int length) {
        bytes = ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
        address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
    }

    /** A copy of what {@code from} holds from its start, whatever its position. */
    void put(ByteBuffer from) {
        bytes.put(0, from, 0, from.capacity());
    }

    /** Copies back what fits {@code to}. */
    void get(ByteBuffer to) {
        to.put(0, bytes, 0, to.capacity());
    }

    public int getInt(int offset) {
        return bytes.getInt(offset);
    }

    public void setInt(int offset, int value) {
        bytes.putInt(offset, value);
    }

    public short getShort(int offset) {
        return bytes.getShort(offset);
    }

    public void setShort(int offset, short value) {
        bytes.putShort(offset, value);
    }

    public long getLong(int offset) {
        return bytes.getLong(offset);
    }

    public void setLong(int offset, long value) {
        bytes.putLong(offset, value);
    }

    /**
     * Where the bytes are; the buffer must be reachable as long as the address is used.
     *
     * @param length bytes that the call takes or gives; not more than there are
     */
    public long address(int length) {
        if (length < 0 || length > bytes.capacity()) {
            throw new IllegalArgumentException(length + " bytes do not fit a buffer of " + bytes.capacity());
        }
        return address;
    }
}
