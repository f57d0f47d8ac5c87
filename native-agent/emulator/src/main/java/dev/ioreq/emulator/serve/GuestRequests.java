package dev.ioreq.emulator.serve;

import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.access.EventChannel;
import dev.ioreq.emulator.dispatch.IoDispatcher;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.ProgressPage;
import java.io.IOException;
import java.util.Optional;

/** The event channel as a source of the loop: an event, its port unmasked, then its slot or ring looked at, then the answer told. */
public final class GuestRequests implements PollSource {

    private final EventChannel events;
    private final EmulatorLog log;
    private final SlotServer slots;
    private final Optional<RingServer> ring;
    /** By vCPU. */
    private final int[] localPorts;

    private final int ringPort;

    /** @param ringPage there exactly if the offer has a ring */
    public GuestRequests(
            Offer offer,
            EventChannel events,
            IoreqPage slotsPage,
            Optional<BufferedIoreqPage> ringPage,
            ProgressPage progress,
            IoDispatcher dispatcher,
            EmulatorLog log) {
        this.events = events;
        this.log = log;
        slots = new SlotServer(slotsPage, offer.localPorts().size(), progress, dispatcher);
        ring = ringPage.map(page -> new RingServer(page, progress, dispatcher));
        ringPort = offer.bufferedLocalPort();
        localPorts = offer.localPorts().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public int awaited() {
        return events.descriptor();
    }

    @Override
    public Optional<Exit> onReadable() throws IOException {
        try {
            int port = events.pending();
            if (port != EventChannel.NO_EVENT) {
                serve(port);
            }
            return Optional.empty();
        } catch (EndOfStreamException e) {
            return Optional.of(Exit.failed(e.getMessage()));
        }
    }

    /**
     * At the start and after a break, when events may have been lost: lets every port through, answers every slot, tells every port. A
     * vCPU whose answer stood there without its notification goes on.
     */
    public void serveAll() throws EndOfStreamException {
        for (int port : localPorts) {
            events.unmask(port);
        }
        for (int vcpu = 0; vcpu < localPorts.length; vcpu++) {
            slots.serveOrFinish(vcpu);
            events.notify(localPorts[vcpu]);
        }
        if (ring.isPresent()) {
            events.unmask(ringPort);
            drain(ring.get());
        }
    }

    private void serve(int port) throws EndOfStreamException {
        events.unmask(port);
        int vcpu = vcpuOf(port);
        if (vcpu >= 0) {
            if (slots.serve(vcpu)) {
                events.notify(port);
            }
        } else if (ring.isPresent() && port == ringPort) {
            drain(ring.get());
        } else {
            log.sayOnce("event on port " + port, "the offer names no such port; ignored");
        }
    }

    /** Negative if the port is none of a slot. A guest has few vCPUs: looking is quicker than a table. */
    private int vcpuOf(int port) {
        for (int vcpu = 0; vcpu < localPorts.length; vcpu++) {
            if (localPorts[vcpu] == port) {
                return vcpu;
            }
        }
        return -1;
    }

    /** Between two ringfuls the slots have their turn. */
    private void drain(RingServer server) throws EndOfStreamException {
        while (server.drain()) {
            for (int vcpu = 0; vcpu < localPorts.length; vcpu++) {
                if (slots.serve(vcpu)) {
                    events.notify(localPorts[vcpu]);
                }
            }
        }
    }
}
