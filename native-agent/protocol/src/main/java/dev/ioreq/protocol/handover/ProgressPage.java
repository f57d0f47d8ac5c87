package dev.ioreq.protocol.handover;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A page by which the agent tells a hung emulator from a busy one. The emulator advances a slot's counter for each request it takes and
 * for each it answers; the agent reads. An emulator may write what it likes: the agent believes nothing here but "it moved".
 *
 * <pre>
 *      0  u64 counter[0]     slot 0
 *      8  u64 counter[1]     slot 1
 *         ...
 *   1016  u64 counter[127]   slot 127
 *   1024  u64 ring           buffered ring
 *   1032  unused, 0          up to 4096
 * </pre>
 */
public final class ProgressPage {

    /** Bytes of the page. */
    public static final int SIZE = 4096;

    private static final int RING_OFFSET = Handover.MAX_VCPUS * Long.BYTES;
    private static final VarHandle U64 = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer page;

    /**
     * @param page a direct buffer of at least {@value #SIZE} bytes whose start is aligned to 8, as every mapping's is
     */
    public ProgressPage(ByteBuffer page) {
        if (!page.isDirect() || page.capacity() < SIZE) {
            throw new IllegalArgumentException(
                    "progress page: " + page + ", expected a direct buffer of at least " + SIZE + " bytes");
        }
        this.page = page;
    }

    /** Emulator: one step further with the slot of this vCPU (store release; one writer). */
    public void advanceRelease(int vcpu) {
        advance(offset(vcpu));
    }

    /** Emulator: one step further with the buffered ring (store release; one writer). */
    public void advanceRingRelease() {
        advance(RING_OFFSET);
    }

    /** Agent: how far the emulator is with this vCPU's slot (load acquire). */
    public long counterAcquire(int vcpu) {
        return (long) U64.getAcquire(page, offset(vcpu));
    }

    /** Agent: how far the emulator is with the buffered ring (load acquire). */
    public long ringCounterAcquire() {
        return (long) U64.getAcquire(page, RING_OFFSET);
    }

    private void advance(int offset) {
        U64.setRelease(page, offset, (long) U64.get(page, offset) + 1);
    }

    private static int offset(int vcpu) {
        if (vcpu < 0 || vcpu >= Handover.MAX_VCPUS) {
            throw new IndexOutOfBoundsException("vcpu " + vcpu + ", expected 0.." + (Handover.MAX_VCPUS - 1));
        }
        return vcpu * Long.BYTES;
    }
}
