package dev.ioreq.hypervisor.simulated.engine;

/** A port of a handle: masked from the moment it is given out until it is unmasked; what comes meanwhile is remembered once. */
final class LocalPort {

    private final int number;
    private final ChannelHandle handle;
    private GuestPort remote;
    private boolean masked;
    private boolean pending;

    LocalPort(int number, ChannelHandle handle, GuestPort remote) {
        this.number = number;
        this.handle = handle;
        this.remote = remote;
    }

    int number() {
        return number;
    }

    ChannelHandle handle() {
        return handle;
    }

    void raise() {
        pending = true;
        deliver();
    }

    void unmask() {
        masked = false;
        deliver();
    }

    /** Dropped without a word if the guest's end is gone. */
    void notifyRemote() {
        if (remote != null) {
            remote.wake();
        }
    }

    void remoteClosed() {
        remote = null;
    }

    void unbind() {
        if (remote != null) {
            remote.unbind();
            remote = null;
        }
    }

    private void deliver() {
        if (pending && !masked) {
            pending = false;
            masked = true;
            handle.push(number);
        }
    }
}
