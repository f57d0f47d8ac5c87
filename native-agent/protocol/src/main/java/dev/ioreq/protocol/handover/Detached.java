package dev.ioreq.protocol.handover;

/** The emulator has finished what was in process and answers nothing any more. */
public record Detached() implements HandoverMessage {

    @Override
    public HandoverType type() {
        return HandoverType.DETACHED;
    }
}
