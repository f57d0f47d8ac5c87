package dev.ioreq.emulator.access;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.abi.Evtchn;
import dev.ioreq.hypervisor.posix.CallBuffer;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.Device;
import dev.ioreq.hypervisor.posix.PosixException;

/**
 * The driver evtchn. It never ends: of a domain that died it is silent, and notifying it succeeds. When its ring overflowed reading throws
 * EFBIG, which only the agent may repair.
 */
final class XenEventChannel implements EventChannel {

    private final Descriptor evtchn;
    /** One local port: what is read, what is written, and the argument of NOTIFY. */
    private final CallBuffer port = new CallBuffer(Integer.BYTES);

    XenEventChannel(Descriptor evtchn) {
        this.evtchn = evtchn;
    }

    @Override
    public int descriptor() {
        return evtchn.value();
    }

    @Override
    public int pending() {
        try {
            evtchn.read(port, Integer.BYTES);
            return port.getInt(0);
        } catch (PosixException e) {
            if (e.errno() == Errno.EAGAIN) {
                return NO_EVENT;
            }
            throw e;
        }
    }

    @Override
    public void unmask(int localPort) {
        port.setInt(0, localPort);
        evtchn.write(port, Integer.BYTES);
    }

    @Override
    public void notify(int localPort) {
        port.setInt(0, localPort);
        Device.control(evtchn, "NOTIFY", Evtchn.NOTIFY, port, Integer.BYTES);
    }

    @Override
    public void close() {
        evtchn.close();
    }
}
