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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The event channel as a source of the loop: an event, its port unmasked, then its slot or ring looked at, then the answer told. */
public final class GuestRequests implements PollSource {

    private final EventChannel events;
    private final EmulatorLog log;
    private final SlotServer slots;
    private final Optional<RingServer> ring;
    private final List<Integer> localPorts;
    private final Map<Integer, Integer> vcpuOfPort = new HashMap<>();
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
        slots = new SlotServer(slotsPage, progress, dispatcher);
        ring = ringPage.map(page -> new RingServer(page, progress, dispatcher));
        ringPort = offer.bufferedLocalPort();
        localPorts = offer.localPorts();
        for (int vcpu = 0; vcpu < localPorts.size(); vcpu++) {
            vcpuOfPort.put(localPorts.get(vcpu), vcpu);
        }
    }

    @Override
    public boolean wanted() {
        return true;
    }

    @Override
    public int descriptor() {
        return events.descriptor();
    }

    @Override
    public Optional<Exit> onReadable() throws IOException {
        try {
            OptionalInt port = events.pending();
            if (port.isPresent()) {
                serve(port.getAsInt());
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
        for (int vcpu = 0; vcpu < localPorts.size(); vcpu++) {
            slots.serveOrFinish(vcpu);
            events.notify(localPorts.get(vcpu));
        }
        if (ring.isPresent()) {
            events.unmask(ringPort);
            drain(ring.get());
        }
    }

    private void serve(int port) throws EndOfStreamException {
        events.unmask(port);
        Integer vcpu = vcpuOfPort.get(port);
        if (vcpu != null) {
            if (slots.serve(vcpu)) {
                events.notify(port);
            }
        } else if (ring.isPresent() && port == ringPort) {
            drain(ring.get());
        } else {
            log.sayOnce("event on port " + port, "the offer names no such port; ignored");
        }
    }

    /** Between two ringfuls the slots have their turn. */
    private void drain(RingServer server) throws EndOfStreamException {
        while (server.drain()) {
            for (int vcpu = 0; vcpu < localPorts.size(); vcpu++) {
                if (slots.serve(vcpu)) {
                    events.notify(localPorts.get(vcpu));
                }
            }
        }
    }
}
