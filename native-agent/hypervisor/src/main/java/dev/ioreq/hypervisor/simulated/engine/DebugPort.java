package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.hypervisor.simulated.XenVersion;

/**
 * Bochs' debug port, which Xen keeps for itself whoever has the range: a byte written there is text for Xen's console, which nobody has
 * here (xen/arch/x86/hvm/hvm.c: hvm_print_line). Wider accesses go to a server.
 */
final class DebugPort {

    /** What a byte read gives where Xen answers it; a write gives nothing. */
    static final long SIGNATURE = 0xe9;

    private static final long PORT = 0xe9;

    private DebugPort() {}

    static boolean keeps(XenVersion version, IoreqRequest request) {
        return request.type() == IoreqType.PIO
                && request.addr() == PORT
                && request.size() == 1
                && (!request.read() || version.answersDebugPort());
    }
}
