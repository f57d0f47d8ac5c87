package dev.ioreq.emulator.serve;

import dev.ioreq.emulator.dispatch.IoDispatcher;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.BufferedRequest;
import dev.ioreq.protocol.handover.ProgressPage;
import java.util.Optional;

/** Empties the buffered ring. */
final class RingServer {

    private final BufferedIoreqPage page;
    private final ProgressPage progress;
    private final IoDispatcher dispatcher;

    RingServer(BufferedIoreqPage page, ProgressPage progress, IoDispatcher dispatcher) {
        this.page = page;
        this.progress = progress;
        this.dispatcher = dispatcher;
    }

    /**
     * Takes what is there, one ringful at most: a guest that writes without pause must not keep the slots waiting.
     *
     * @return true if entries may be left
     */
    boolean drain() {
        for (int taken = 0; taken < BufferedIoreqPage.PLACES; taken++) {
            Optional<BufferedRequest> entry = page.poll();
            if (entry.isEmpty()) {
                return false;
            }
            progress.advanceRingRelease();
            dispatcher.perform(entry.get());
            progress.advanceRingRelease();
        }
        return !page.isEmpty();
    }
}
