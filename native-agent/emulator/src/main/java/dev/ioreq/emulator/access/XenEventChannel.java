package dev.ioreq.emulator.access;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.abi.Evtchn;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.Device;
import dev.ioreq.hypervisor.posix.PosixException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * The driver evtchn. It never ends: of a domain that died it is silent, and notifying it succeeds. When its ring overflowed reading throws
 * EFBIG, which only the agent may repair.
 */
final class XenEventChannel implements EventChannel {

    private final Descriptor evtchn;
    private final ByteBuffer event = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer unmask = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer notify = Evtchn.port(0);

    XenEventChannel(Descriptor evtchn) {
        this.evtchn = evtchn;
    }

    @Override
    public int descriptor() {
        return evtchn.value();
    }

    @Override
    public OptionalInt pending() {
        event.clear();
        try {
            evtchn.read(event);
            return OptionalInt.of(event.getInt(0));
        } catch (PosixException e) {
            if (e.errno() == Errno.EAGAIN) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    @Override
    public void unmask(int localPort) {
        unmask.clear().putInt(0, localPort);
        evtchn.write(unmask);
    }

    @Override
    public void notify(int localPort) {
        Device.control(evtchn, "NOTIFY", Evtchn.NOTIFY, notify.putInt(0, localPort));
    }

    @Override
    public void close() {
        evtchn.close();
    }
}
