package dev.ioreq.playground.apiserver.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code GET .../pods/x/log}.
 *
 * @param pod as it is stored now
 * @param container empty when the client named none and the pod has one only
 * @param follow go on until the container ends
 * @param previous the container's run before the present one
 * @param tailLines at most so many lines from the end to begin with
 * @param limitBytes at most so many bytes
 */
public record LogRequest(
        ObjectNode pod,
        String container,
        boolean follow,
        boolean previous,
        OptionalInt tailLines,
        OptionalLong limitBytes) {}
