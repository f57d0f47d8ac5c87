package dev.ioreq.protocol.handover;

/**
 * The agent refuses, says why, and closes the connection.
 *
 * @param errno Linux errno: EINVAL for a malformed message, EBUSY while somebody else holds the lease, 0..4095
 * @param text why, for people; cut to what fits one message
 */
public record HandoverError(int errno, String text) implements HandoverMessage {

    /** Bytes of text that fit into one message. */
    public static final int MAX_TEXT = Handover.MAX_LENGTH - Handover.HEADER_LENGTH - Integer.BYTES;

    public HandoverError {
        Fields.within("ERROR.errno", errno, 0, 4095);
        text = Fields.cut(text, MAX_TEXT);
    }

    @Override
    public HandoverType type() {
        return HandoverType.ERROR;
    }
}
