package dev.ioreq.agent.stall;

import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqState;

/**
 * One look at one slot.
 *
 * @param progress the emulator's counter for this slot
 */
record SlotSample(IoreqState state, IoreqRequest request, long progress) {

    boolean isOutstanding() {
        return state == IoreqState.READY || state == IoreqState.INPROCESS;
    }
}
