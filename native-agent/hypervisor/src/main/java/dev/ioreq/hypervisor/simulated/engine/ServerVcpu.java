package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.abi.IoreqState;

/** One vCPU's slot of a server: its event channel and whether the vCPU waits there. */
final class ServerVcpu {

    private final GuestPort port;
    private boolean pending;
    private IoreqState seen = IoreqState.NONE;

    ServerVcpu(GuestPort port) {
        this.port = port;
    }

    GuestPort port() {
        return port;
    }

    boolean isPending() {
        return pending;
    }

    void begin() {
        pending = true;
        seen = IoreqState.NONE;
    }

    void end() {
        pending = false;
    }

    /** The furthest state seen of the request at hand. */
    IoreqState seen() {
        return seen;
    }

    void see(IoreqState state) {
        seen = state;
    }
}
