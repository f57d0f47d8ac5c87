package dev.ioreq.emulator.lease;

import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.protocol.handover.Offer;

/**
 * What an emulator got: the description of a server, and its descriptors, which belong to the receiver of this.
 *
 * @param offer the server
 * @param frames what its frames are mapped with
 * @param events its event channel
 * @param progress the progress page
 * @param connection the lease
 */
public record Attachment(
        Offer offer, Descriptor frames, Descriptor events, Descriptor progress, AgentConnection connection)
        implements AutoCloseable {

    /** Gives everything back: the agent answers the guest again. */
    @Override
    public void close() {
        frames.close();
        events.close();
        progress.close();
        connection.close();
    }
}
