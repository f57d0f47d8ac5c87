package dev.ioreq.emulator.access;

import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.protocol.handover.Offer;

/**
 * The offered server, as this hypervisor gives it.
 *
 * @param frames maps its frames
 * @param events its event channel
 */
public record HypervisorAccess(FrameMapping frames, EventChannel events) implements AutoCloseable {

    /**
     * Takes over the descriptors of an offer. What they are is seen when they are used: Xen's answer the requests of its drivers.
     */
    public static HypervisorAccess of(Offer offer, Descriptor frames, Descriptor events) {
        return switch (offer.hypervisor()) {
            case SIMULATED ->
                new HypervisorAccess(new SimulatedFrameMapping(frames), new SimulatedEventChannel(events));
            case XEN ->
                new HypervisorAccess(
                        new XenFrameMapping(frames, offer.domid(), offer.serverId()), new XenEventChannel(events));
        };
    }

    @Override
    public void close() {
        frames.close();
        events.close();
    }
}
