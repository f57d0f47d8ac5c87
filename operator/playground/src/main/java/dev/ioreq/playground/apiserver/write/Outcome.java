package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How a write ended.
 *
 * @param object as the client's version shows it; not to be changed
 * @param created whether it was new
 * @param warnings for the client's user
 */
public record Outcome(ObjectNode object, boolean created, List<String> warnings) {}
