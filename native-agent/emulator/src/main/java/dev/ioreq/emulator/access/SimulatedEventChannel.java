package dev.ioreq.emulator.access;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.CallBuffer;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.PosixException;

/**
 * An event channel that is a socket, with the simulated hypervisor's process at its other end. As on {@code /dev/xen/evtchn}, reading gives a
 * port and writing one unmasks it; where Xen has an ioctl for notifying, this takes a longer message.
 *
 * <pre>
 *   read   u32 port            an event
 *   write  u32 port            unmask
 *   write  u32 port, u32 1     notify
 * </pre>
 */
final class SimulatedEventChannel implements EventChannel {

    private static final int NOTIFY = 1;
    private static final int EVENT_BYTES = Integer.BYTES;
    private static final int UNMASK_BYTES = Integer.BYTES;
    private static final int NOTIFY_BYTES = 2 * Integer.BYTES;

    private final Descriptor socket;
    private final CallBuffer message = new CallBuffer(NOTIFY_BYTES);

    SimulatedEventChannel(Descriptor socket) {
        this.socket = socket;
        message.setInt(Integer.BYTES, NOTIFY);
    }

    @Override
    public int descriptor() {
        return socket.value();
    }

    @Override
    public int pending() throws EndOfStreamException {
        try {
            if (socket.read(message, EVENT_BYTES) < EVENT_BYTES) {
                throw gone();
            }
            return message.getInt(0);
        } catch (PosixException e) {
            if (e.errno() == Errno.EAGAIN) {
                return NO_EVENT;
            }
            throw goneOr(e);
        }
    }

    @Override
    public void unmask(int localPort) throws EndOfStreamException {
        send(localPort, UNMASK_BYTES);
    }

    @Override
    public void notify(int localPort) throws EndOfStreamException {
        send(localPort, NOTIFY_BYTES);
    }

    private void send(int localPort, int bytes) throws EndOfStreamException {
        message.setInt(0, localPort);
        try {
            socket.write(message, bytes);
        } catch (PosixException e) {
            throw goneOr(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    /** To be thrown: that the other end is gone if the error means it, else the error itself. */
    private static PosixException goneOr(PosixException e) throws EndOfStreamException {
        if (e.errno() == Errno.EPIPE || e.errno() == Errno.ECONNRESET || e.errno() == Errno.ENOTCONN) {
            throw gone();
        }
        return e;
    }

    private static EndOfStreamException gone() {
        return new EndOfStreamException("the event channel has ended: the hypervisor is gone, or the domain is");
    }
}
