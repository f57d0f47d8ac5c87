package dev.ioreq.playground.apiserver.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.store.StoreEvent;

/** A change as a watch tells it; {@code object} is the listener's own. */
public record WatchEvent(StoreEvent.Kind kind, ObjectNode object) {}
