package dev.ioreq.agent.responder;

import dev.ioreq.hypervisor.abi.IoreqSlot;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.abi.IoreqType;

/** How the fence answers one slot. */
final class SlotAnswer {

    private SlotAnswer() {}

    /**
     * Answers the request in a slot, if there is one that the mode covers. The state only moves forward: an INPROCESS that a dead
     * emulator left is completed, never set back.
     *
     * @return true if the slot was answered and its port wants a notification
     */
    static boolean answer(IoreqSlot slot, AnswerMode mode) {
        IoreqState state = slot.stateAcquire();
        if (state != IoreqState.READY && state != IoreqState.INPROCESS) {
            return false;
        }
        if (mode == AnswerMode.SILENT || (mode == AnswerMode.PATIENT && slot.type() != IoreqType.INVALIDATE)) {
            return false;
        }
        // With a pointer, data is an address in the guest's memory: that memory stays as it is.
        if (slot.isRead() && !slot.dataIsPointer()) {
            slot.setData(allOnes(slot.size()));
        }
        return slot.tryAdvance(state, IoreqState.RESPONSE_READY);
    }

    /** As many ones as the access has bits; sizes that Xen never sends give 64. */
    static long allOnes(int size) {
        return size > 0 && size < Long.BYTES ? (1L << (size * Byte.SIZE)) - 1 : -1L;
    }
}
