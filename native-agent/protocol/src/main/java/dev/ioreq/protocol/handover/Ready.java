package dev.ioreq.protocol.handover;

/** The emulator has mapped the frames and answers the guest's requests from now on. */
public record Ready() implements HandoverMessage {

    @Override
    public HandoverType type() {
        return HandoverType.READY;
    }
}
