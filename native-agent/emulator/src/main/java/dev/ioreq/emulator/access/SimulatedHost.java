package dev.ioreq.emulator.access;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.PosixException;
import java.util.function.IntSupplier;

/** Calls on a channel whose other end is the simulated hypervisor's process. */
final class SimulatedHost {

    private SimulatedHost() {}

    static int call(IntSupplier call) throws EndOfStreamException {
        try {
            return call.getAsInt();
        } catch (PosixException e) {
            if (e.errno() == Errno.EPIPE || e.errno() == Errno.ECONNRESET || e.errno() == Errno.ENOTCONN) {
                throw gone();
            }
            throw e;
        }
    }

    static EndOfStreamException gone() {
        return new EndOfStreamException("the event channel has ended: the hypervisor is gone, or the domain is");
    }
}
