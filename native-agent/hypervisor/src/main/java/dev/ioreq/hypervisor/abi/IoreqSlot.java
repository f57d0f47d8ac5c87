package dev.ioreq.hypervisor.abi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One vCPU's request and answer ({@code struct ioreq}, 32 bytes, little endian).
 *
 * <pre>
 *   0       8       16      20      24        28    30    31
 *   +-------+-------+-------+-------+---------+-----+-----+-----+
 *   | addr  | data  | count | size  | vp_eport| pad | bits| type|
 *   +-------+-------+-------+-------+---------+-----+-----+-----+
 *
 *   the int at 28:  bits 0-15 padding, 16-19 state, 20 data_is_ptr, 21 dir (1 = read), 22 df, 23 padding, 24-31 type
 * </pre>
 *
 * <p>The int at 28 is the only field two sides write at once, so all ordering goes through it: whoever sees a state by
 * {@link #stateAcquire()} sees what was written before the {@link #setStateRelease} that set it.
 */
public final class IoreqSlot {

    /** Bytes of a slot. */
    public static final int BYTES = 32;

    private static final int ADDR = 0;
    private static final int DATA = 8;
    private static final int COUNT = 16;
    private static final int SIZE = 20;
    private static final int VP_EPORT = 24;
    private static final int CONTROL = 28;

    private static final int STATE_SHIFT = 16;
    private static final int STATE_MASK = 0xf << STATE_SHIFT;
    private static final int DATA_IS_PTR = 1 << 20;
    private static final int DIR_READ = 1 << 21;
    private static final int DF = 1 << 22;
    private static final int TYPE_SHIFT = 24;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer page;
    private final int base;

    IoreqSlot(ByteBuffer page, int base) {
        this.page = page;
        this.base = base;
    }

    public long addr() {
        return (long) LONG.get(page, base + ADDR);
    }

    /** The value written by the guest, or the guest-physical address of the values (see {@link #dataIsPointer()}). */
    public long data() {
        return (long) LONG.get(page, base + DATA);
    }

    /** Repetitions, unsigned. */
    public int count() {
        return (int) INT.get(page, base + COUNT);
    }

    /** Bytes of one access. */
    public int size() {
        return (int) INT.get(page, base + SIZE);
    }

    /** The guest's event channel to bind; 0 until the server is enabled with its frames there. */
    public int vpEport() {
        return (int) INT.get(page, base + VP_EPORT);
    }

    public IoreqType type() {
        return IoreqType.of(control() >>> TYPE_SHIFT);
    }

    public boolean isRead() {
        return (control() & DIR_READ) != 0;
    }

    public boolean dataIsPointer() {
        return (control() & DATA_IS_PTR) != 0;
    }

    public boolean isDecreasing() {
        return (control() & DF) != 0;
    }

    /** The state; what its setter wrote before is visible after. */
    public IoreqState stateAcquire() {
        return stateOf((int) INT.getAcquire(page, base + CONTROL));
    }

    /** The request, to be read only while the state says it is there. */
    public IoreqRequest request() {
        int control = control();
        return new IoreqRequest(
                IoreqType.of(control >>> TYPE_SHIFT),
                addr(),
                data(),
                count(),
                size(),
                (control & DIR_READ) != 0,
                (control & DATA_IS_PTR) != 0,
                (control & DF) != 0);
    }

    /** The value of a read, to be set before {@link IoreqState#RESPONSE_READY}. Xen uses the low {@link #size()} bytes. */
    public void setData(long data) {
        LONG.set(page, base + DATA, data);
    }

    /** Sets the state; everything written before is visible to whoever sees it. Only for the side to which the slot belongs now. */
    public void setStateRelease(IoreqState state) {
        INT.setRelease(page, base + CONTROL, withState(control(), state));
    }

    /** Moves the state if it is still {@code from}; false if somebody else was first. */
    public boolean tryAdvance(IoreqState from, IoreqState to) {
        while (true) {
            int seen = (int) INT.getAcquire(page, base + CONTROL);
            if (stateOf(seen) != from) {
                return false;
            }
            if (INT.compareAndSet(page, base + CONTROL, seen, withState(seen, to))) {
                return true;
            }
        }
    }

    /** The hypervisor's side: writes a request and sets {@link IoreqState#READY}. */
    public void postRelease(IoreqRequest request) {
        LONG.set(page, base + ADDR, request.addr());
        LONG.set(page, base + DATA, request.data());
        INT.set(page, base + COUNT, request.count());
        INT.set(page, base + SIZE, request.size());
        int control = request.type().code() << TYPE_SHIFT
                | (request.dataIsPointer() ? DATA_IS_PTR : 0)
                | (request.read() ? DIR_READ : 0)
                | (request.decreasing() ? DF : 0);
        INT.setRelease(page, base + CONTROL, withState(control, IoreqState.READY));
    }

    /** The hypervisor's side: names the event channel. */
    public void setVpEport(int port) {
        INT.setVolatile(page, base + VP_EPORT, port);
    }

    private int control() {
        return (int) INT.getOpaque(page, base + CONTROL);
    }

    private static IoreqState stateOf(int control) {
        return IoreqState.of((control & STATE_MASK) >>> STATE_SHIFT);
    }

    private static int withState(int control, IoreqState state) {
        return control & ~STATE_MASK | state.code() << STATE_SHIFT;
    }
}
