package dev.ioreq.playground.apiserver.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.resource.Conversion;
import java.util.Map;

/** Events are stored as core/v1 knows them; events.k8s.io/v1 is another view of the same objects. */
final class EventConversion implements Conversion {
    private static final Map<String, String> CORE_TO_EVENTS = Map.of(
            "involvedObject", "regarding",
            "message", "note",
            "source", "deprecatedSource",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp",
            "count", "deprecatedCount",
            "reportingComponent", "reportingController");

    @Override
    public ObjectNode toStored(ObjectNode served) {
        var stored = served.deepCopy().put("apiVersion", "v1");
        CORE_TO_EVENTS.forEach((core, events) -> rename(stored, events, core));
        return stored;
    }

    @Override
    public ObjectNode toServed(ObjectNode stored) {
        var served = stored.deepCopy().put("apiVersion", "events.k8s.io/v1");
        CORE_TO_EVENTS.forEach((core, events) -> rename(served, core, events));
        return served;
    }

    private static void rename(ObjectNode object, String from, String to) {
        var value = object.remove(from);
        if (value != null) {
            object.set(to, value);
        }
    }
}
