package dev.ioreq.protocol.handover;

/**
 * The agent takes the server back: the emulator finishes what is in process, sends {@link Detached} and closes.
 *
 * @param reason why, for the emulator's log: one of the constants here; an emulator obeys whatever the number is
 */
public record Detach(int reason) implements HandoverMessage {

    /** No reason given. */
    public static final int UNSPECIFIED = 0;
    /** The resource was deleted. */
    public static final int RELEASED = 1;
    /** The resource says {@code enabled: false}. */
    public static final int DISABLED = 2;
    /** The domain is gone; its frames must be unmapped at once, or it stays as a zombie. */
    public static final int DOMAIN_GONE = 3;

    /** The reason in words. */
    public String reasonText() {
        return switch (reason) {
            case UNSPECIFIED -> "no reason given";
            case RELEASED -> "the server was released";
            case DISABLED -> "the server was disabled";
            case DOMAIN_GONE -> "the domain is gone";
            default -> "reason " + Integer.toUnsignedString(reason);
        };
    }

    @Override
    public HandoverType type() {
        return HandoverType.DETACH;
    }
}
