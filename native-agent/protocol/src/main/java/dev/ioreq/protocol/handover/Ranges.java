package dev.ioreq.protocol.handover;

import java.util.List;

/**
 * The agent tells that the server's ranges changed. Requests for a range just withdrawn may still arrive and want an answer.
 *
 * @param ranges the new complete list, at most 256, names unique
 */
public record Ranges(List<HandoverRange> ranges) implements HandoverMessage {

    public Ranges {
        ranges = Fields.ranges("RANGES", ranges);
    }

    @Override
    public HandoverType type() {
        return HandoverType.RANGES;
    }
}
