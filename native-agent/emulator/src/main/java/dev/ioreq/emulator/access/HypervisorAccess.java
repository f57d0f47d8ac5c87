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
     * Takes over the descriptors of an offer.
     *
     * @throws UnsupportedHypervisorException if this emulator has no access to the hypervisor the offer names
     */
    public static HypervisorAccess of(Offer offer, Descriptor frames, Descriptor events) {
        return switch (offer.hypervisor()) {
            case SIMULATED ->
                new HypervisorAccess(new SimulatedFrameMapping(frames), new SimulatedEventChannel(events));
            case XEN ->
                throw new UnsupportedHypervisorException(
                        "OFFER.hypervisor: XEN, expected SIMULATED: this emulator maps memfd frames only; "
                                + "use an emulator image for Xen hosts");
        };
    }

    @Override
    public void close() {
        frames.close();
        events.close();
    }
}
