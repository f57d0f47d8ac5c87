package dev.ioreq.hypervisor;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * A handle on event channels, restricted to one domain. One thread reads it. When the last holder of its descriptor closes, all its ports
 * are unbound, and the guest's ends can be bound again.
 *
 * <p>Local ports are numbers of this handle: ENOTCONN for any other.
 */
public interface EventChannels extends AutoCloseable {

    /**
     * Binds a port of the domain that waits for us. Raises one spurious event on the new port, as Xen does: scan the slots then.
     *
     * @return the local port
     * @throws XenException EINVAL if the remote port is bound already, by anyone, or not meant for this domain; ESRCH no such domain
     */
    int bindInterdomain(int remotePort);

    /** @throws XenException ENOTCONN if the port is not one of this handle */
    void unbind(int localPort);

    /** @throws XenException ENOTCONN if the port is not one of this handle */
    void notify(int localPort);

    /** Lets the port speak again after {@link #pending} gave it. Harmless if it was not masked. */
    void unmask(int localPort);

    /** Empties the ring of pending ports and ends EFBIG. Ports stay bound and masked: unmask all of them, then scan. */
    void reset();

    /**
     * Waits for an event and masks its port. Another holder of the descriptor can make it blocking and take the event, and then this waits
     * beyond the timeout: who shares the descriptor polls it, calls {@link #reset()}, unmasks and scans instead.
     *
     * @return the local port; empty after the timeout
     * @throws XenException EFBIG after the ring overflowed, until {@link #reset()}
     */
    OptionalInt pending(Duration timeout);

    /** For handing over by SCM_RIGHTS only; valid until {@link #close()}. */
    int descriptor();

    /** Closes this holder's descriptor. Idempotent. */
    @Override
    void close();
}
