package dev.ioreq.hypervisor.simulated.engine;

import java.util.Optional;

/** The guest's end of an event channel that Xen made for a server. */
final class GuestPort {

    private final int number;
    private final Vcpu vcpu;
    private final int emulator;
    private LocalPort bound;

    /**
     * @param vcpu which vCPU a notify wakes
     * @param emulator the domain that may bind the other end
     */
    GuestPort(int number, Vcpu vcpu, int emulator) {
        this.number = number;
        this.vcpu = vcpu;
        this.emulator = emulator;
    }

    int number() {
        return number;
    }

    /** Who holds the other end. */
    Optional<ChannelHandle> holder() {
        return Optional.ofNullable(bound).map(LocalPort::handle);
    }

    boolean canBeBoundBy(int domid) {
        return bound == null && emulator == domid;
    }

    void bind(LocalPort local) {
        bound = local;
    }

    void unbind() {
        bound = null;
    }

    /** Xen speaks to the emulator. Lost while nobody is bound. */
    void raise() {
        if (bound != null) {
            bound.raise();
        }
    }

    /** The emulator speaks to Xen: whatever the port, its vCPU wakes and looks. */
    void wake() {
        vcpu.wake();
    }

    /** The guest's end goes away; the other one stays, and what is sent by it is dropped. */
    void close() {
        if (bound != null) {
            bound.remoteClosed();
            bound = null;
        }
    }
}
