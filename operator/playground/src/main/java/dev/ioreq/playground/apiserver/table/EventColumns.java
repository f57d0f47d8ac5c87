package dev.ioreq.playground.apiserver.table;

import static dev.ioreq.playground.apiserver.table.Column.text;
import static dev.ioreq.playground.apiserver.table.Column.wide;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.resource.Metadata;
import java.util.List;
import java.util.Locale;

/** Events of core/v1, which do not begin with a name. */
final class EventColumns {
    private EventColumns() {}

    static List<Column> columns(Ages ages) {
        return List.of(
                text("Last Seen", event -> lastSeen(event, ages)),
                text("Type", event -> event.path("type").asText()),
                text("Reason", event -> event.path("reason").asText()),
                text("Object", EventColumns::object),
                wide("Subobject", event -> event.at("/involvedObject/fieldPath").asText("")),
                wide("Source", EventColumns::source),
                text("Message", event -> event.path("message").asText("").strip()),
                wide("First Seen", event -> ages.since(first(event))),
                wide(
                        "Count",
                        event ->
                                Integer.toString(Math.max(1, event.path("count").asInt(1)))),
                wide("Name", Metadata::name));
    }

    private static String lastSeen(JsonNode event, Ages ages) {
        String series = event.at("/series/lastObservedTime").asText("");
        if (!series.isEmpty()) {
            return ages.since(series);
        }
        String last = event.path("lastTimestamp").asText("");
        return ages.since(last.isEmpty() ? first(event) : last);
    }

    private static String first(JsonNode event) {
        String first = event.path("firstTimestamp").asText("");
        return first.isEmpty() ? event.path("eventTime").asText("") : first;
    }

    private static String object(JsonNode event) {
        var involved = event.path("involvedObject");
        return involved.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
                + involved.path("name").asText();
    }

    private static String source(JsonNode event) {
        String component = event.at("/source/component")
                .asText(event.path("reportingComponent").asText(""));
        String host = event.at("/source/host").asText("");
        return host.isEmpty() ? component : component + ", " + host;
    }
}
