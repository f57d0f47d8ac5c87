package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqType;
import java.util.Optional;

/** PCI configuration by ports: 0xcf8 takes an address, 0xcfc-0xcff is a window on the register it names. */
final class PciConfigPorts {

    private static final int ADDRESS = 0xcf8;
    private static final int DATA = 0xcfc;
    private static final int ENABLED = 1 << 31;

    private PciConfigPorts() {}

    /** Remembers what a guest writes to the address port. The write itself goes on to a server like any other. */
    static void observe(SimulatedDomain domain, IoreqRequest request) {
        if (request.type() == IoreqType.PIO && !request.read() && request.addr() == ADDRESS && request.size() == 4) {
            domain.configAddress((int) request.data());
        }
    }

    /** The access as one to configuration space, if that is what it is. */
    static Optional<IoreqRequest> asConfigAccess(SimulatedDomain domain, IoreqRequest request) {
        int address = domain.configAddress();
        if (request.type() != IoreqType.PIO || (request.addr() & ~3L) != DATA || (address & ENABLED) == 0) {
            return Optional.empty();
        }
        long bdf = address >>> 8 & 0xffff;
        long register = address & 0xfc | request.addr() & 3;
        return Optional.of(new IoreqRequest(
                IoreqType.PCI_CONFIG,
                bdf << 32 | register,
                request.data(),
                request.count(),
                request.size(),
                request.read(),
                request.dataIsPointer(),
                request.decreasing()));
    }
}
