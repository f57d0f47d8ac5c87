package dev.ioreq.protocol.handover;

/** The agent has taken the emulator's lease up again; {@link Ranges} follows if they changed meanwhile. */
public record Resumed() implements HandoverMessage {

    @Override
    public HandoverType type() {
        return HandoverType.RESUMED;
    }
}
