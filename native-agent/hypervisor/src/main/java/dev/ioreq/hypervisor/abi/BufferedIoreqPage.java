package dev.ioreq.hypervisor.abi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The ring of buffered requests ({@code struct buffered_iopage}): frame 0 of a server that buffers. One writer (the hypervisor), one
 * reader (whoever answers).
 *
 * <pre>
 *   0              4               8                                    4096
 *   +--------------+---------------+-----------+-----------+-- ... -----+
 *   | read_pointer | write_pointer | place 0   | place 1   |  place 510 |
 *   +--------------+---------------+-----------+-----------+-- ... -----+
 *
 *   a place (struct buf_ioreq):  int  bits 0-7 type, 8 padding, 9 dir, 10-11 size (1 &lt;&lt; n bytes), 12-31 addr
 *                                int  data; an access of 8 bytes takes a second place whose data is the high half
 * </pre>
 *
 * <p>A pointer counts places and is taken modulo 511. In mode ATOMIC the writer brings both pointers back below 511 with one 64-bit
 * exchange; hence the reader advances by an atomic add, and reads both pointers at once.
 */
public final class BufferedIoreqPage {

    /** Places of the ring ({@code IOREQ_BUFFER_SLOT_NUM}). */
    public static final int PLACES = 511;

    /** Index of this frame in {@code XENMEM_resource_ioreq_server}. */
    public static final int FRAME = 0;

    /** The last address that fits an entry. */
    public static final int LAST_ADDRESS = 0xfffff;

    private static final int READ_POINTER = 0;
    private static final int WRITE_POINTER = 4;
    private static final int FIRST_PLACE = 8;
    private static final int PLACE_BYTES = 8;
    private static final int DIR_READ = 1 << 9;
    private static final int SIZE_SHIFT = 10;
    private static final int ADDR_SHIFT = 12;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer page;

    /** @param page 4096 bytes, direct, aligned to 8 */
    public BufferedIoreqPage(ByteBuffer page) {
        this.page = SharedPage.checked(page, "buffered ioreq page");
    }

    public boolean isEmpty() {
        long pointers = pointersAcquire();
        return readPointer(pointers) == writePointer(pointers);
    }

    /**
     * Takes the oldest entry. What no writer can have left there (more places filled than exist, half an entry) is dropped.
     */
    public Optional<BufferedRequest> poll() {
        long pointers = pointersAcquire();
        int read = readPointer(pointers);
        int filled = writePointer(pointers) - read;
        if (filled == 0) {
            return Optional.empty();
        }
        if (Integer.compareUnsigned(filled, PLACES) > 0) {
            INT.getAndAdd(page, READ_POINTER, filled);
            return Optional.empty();
        }
        int head = head(read);
        int places = sizeOf(head) == 8 ? 2 : 1;
        if (places > filled) {
            INT.getAndAdd(page, READ_POINTER, filled);
            return Optional.empty();
        }
        long data = Integer.toUnsignedLong(data(read));
        if (places == 2) {
            data |= (long) data(read + 1) << 32;
        }
        INT.getAndAdd(page, READ_POINTER, places);
        return Optional.of(new BufferedRequest(
                IoreqType.of(head & 0xff), (head & DIR_READ) != 0, head >>> ADDR_SHIFT, sizeOf(head), data));
    }

    /**
     * The hypervisor's side: appends an entry.
     *
     * @param renormalise true in mode ATOMIC: bring the pointers back below 511
     * @return false if there is no room (an entry of 8 bytes needs two places)
     */
    public boolean offer(BufferedRequest request, boolean renormalise) {
        int places = request.size() == 8 ? 2 : 1;
        int write = (int) INT.get(page, WRITE_POINTER);
        int filled = write - (int) INT.getAcquire(page, READ_POINTER);
        if (Integer.compareUnsigned(filled, PLACES + 1 - places) >= 0) {
            return false;
        }
        int head = request.type().code()
                | (request.read() ? DIR_READ : 0)
                | Integer.numberOfTrailingZeros(request.size()) << SIZE_SHIFT
                | request.addr() << ADDR_SHIFT;
        setPlace(write, head, (int) request.data());
        if (places == 2) {
            setPlace(write + 1, head, (int) (request.data() >>> 32));
        }
        INT.setRelease(page, WRITE_POINTER, write + places);
        if (renormalise) {
            renormalise();
        }
        return true;
    }

    private void renormalise() {
        while (true) {
            long pointers = (long) LONG.getVolatile(page, READ_POINTER);
            int read = readPointer(pointers);
            if (Integer.compareUnsigned(read, PLACES) < 0) {
                return;
            }
            int whole = Integer.divideUnsigned(read, PLACES) * PLACES;
            long lower = Integer.toUnsignedLong(read - whole) | (long) (writePointer(pointers) - whole) << 32;
            if (LONG.compareAndSet(page, READ_POINTER, pointers, lower)) {
                return;
            }
        }
    }

    /** Both pointers as of one moment: one 64-bit reading, so that no renormalisation can come between. */
    private long pointersAcquire() {
        return (long) LONG.getAcquire(page, READ_POINTER);
    }

    private static int readPointer(long pointers) {
        return (int) pointers;
    }

    private static int writePointer(long pointers) {
        return (int) (pointers >>> 32);
    }

    private static int offset(int pointer) {
        return FIRST_PLACE + Integer.remainderUnsigned(pointer, PLACES) * PLACE_BYTES;
    }

    private int head(int pointer) {
        return (int) INT.get(page, offset(pointer));
    }

    private int data(int pointer) {
        return (int) INT.get(page, offset(pointer) + 4);
    }

    private void setPlace(int pointer, int head, int data) {
        INT.set(page, offset(pointer), head);
        INT.set(page, offset(pointer) + 4, data);
    }

    private static int sizeOf(int head) {
        return 1 << (head >>> SIZE_SHIFT & 3);
    }
}
