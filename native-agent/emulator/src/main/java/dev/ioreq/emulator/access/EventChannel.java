package dev.ioreq.emulator.access;

import dev.ioreq.hypervisor.posix.EndOfStreamException;

/**
 * The event channel that came with an offer. Its ports are bound already. It is one open file description with the agent's: nothing
 * is unbound, reset or made blocking here.
 */
public interface EventChannel extends AutoCloseable {

    /** No port has this number. */
    int NO_EVENT = -1;

    /** For polling, and for handing back to a restarted agent. */
    int descriptor();

    /**
     * Takes one event; the port is masked from then on. Only to be called when {@link #descriptor()} is readable, or it waits.
     *
     * @return the local port; {@link #NO_EVENT} if somebody else took the event
     * @throws EndOfStreamException the hypervisor is gone
     */
    int pending() throws EndOfStreamException;

    /** Lets further events of the port through. To be done before looking at what the event is about. */
    void unmask(int localPort) throws EndOfStreamException;

    /** Tells the guest's side. */
    void notify(int localPort) throws EndOfStreamException;

    @Override
    void close();
}
