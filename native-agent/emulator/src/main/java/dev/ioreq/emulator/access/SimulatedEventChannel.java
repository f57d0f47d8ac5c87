package dev.ioreq.emulator.access;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.PosixException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * An event channel that is a socket. As on {@code /dev/xen/evtchn}, reading gives a port and writing one unmasks it; where Xen has an
 * ioctl for notifying, this takes a longer message.
 *
 * <pre>
 *   read   u32 port            an event
 *   write  u32 port            unmask
 *   write  u32 port, u32 1     notify
 * </pre>
 */
final class SimulatedEventChannel implements EventChannel {

    private static final int NOTIFY = 1;

    private final Descriptor socket;
    private final ByteBuffer event = message(Integer.BYTES);
    private final ByteBuffer unmask = message(Integer.BYTES);
    private final ByteBuffer notify = message(2 * Integer.BYTES);

    SimulatedEventChannel(Descriptor socket) {
        this.socket = socket;
    }

    @Override
    public int descriptor() {
        return socket.value();
    }

    @Override
    public OptionalInt pending() throws EndOfStreamException {
        event.clear();
        try {
            if (SimulatedHost.call(() -> socket.read(event)) < Integer.BYTES) {
                throw SimulatedHost.gone();
            }
            return OptionalInt.of(event.getInt(0));
        } catch (PosixException e) {
            if (e.errno() == Errno.EAGAIN) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    @Override
    public void unmask(int localPort) throws EndOfStreamException {
        unmask.clear().putInt(0, localPort);
        SimulatedHost.call(() -> socket.write(unmask));
    }

    @Override
    public void notify(int localPort) throws EndOfStreamException {
        notify.clear().putInt(0, localPort).putInt(Integer.BYTES, NOTIFY);
        SimulatedHost.call(() -> socket.write(notify));
    }

    @Override
    public void close() {
        socket.close();
    }

    private static ByteBuffer message(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
