package dev.ioreq.emulator.serve;

import dev.ioreq.emulator.dispatch.IoDispatcher;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqSlot;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.protocol.handover.ProgressPage;
import java.util.Arrays;

/**
 * Answers what stands in a slot. The state moves READY, INPROCESS, RESPONSE_READY and never back; what the device did is done before the
 * answer can be seen.
 */
final class SlotServer {

    private final IoreqSlot[] slots;
    private final ProgressPage progress;
    private final IoDispatcher dispatcher;

    SlotServer(IoreqPage page, int vcpus, ProgressPage progress, IoDispatcher dispatcher) {
        slots = new IoreqSlot[vcpus];
        Arrays.setAll(slots, page::slot);
        this.progress = progress;
        this.dispatcher = dispatcher;
    }

    /** After an event. False if there was nothing to answer (events may be spurious). */
    boolean serve(int vcpu) {
        IoreqSlot slot = slots[vcpu];
        if (!slot.tryAdvance(IoreqState.READY, IoreqState.INPROCESS)) {
            return false;
        }
        answer(vcpu, slot);
        return true;
    }

    /**
     * At the start and after a break: answers also what a predecessor had taken and not answered. Nobody knows whether it acted; the access
     * is done once more, for the guest waits.
     */
    boolean serveOrFinish(int vcpu) {
        IoreqSlot slot = slots[vcpu];
        if (slot.stateAcquire() == IoreqState.INPROCESS) {
            answer(vcpu, slot);
            return true;
        }
        return serve(vcpu);
    }

    private void answer(int vcpu, IoreqSlot slot) {
        progress.advanceRelease(vcpu);
        IoreqRequest request = slot.request();
        long data = dispatcher.answer(request);
        if (request.read() && !request.dataIsPointer()) {
            slot.setData(data);
        }
        slot.setStateRelease(IoreqState.RESPONSE_READY);
        progress.advanceRelease(vcpu);
    }
}
