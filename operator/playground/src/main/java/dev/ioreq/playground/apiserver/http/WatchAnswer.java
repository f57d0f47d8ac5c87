package dev.ioreq.playground.apiserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.store.StoreEvent;
import dev.ioreq.playground.apiserver.store.StoredObject;
import dev.ioreq.playground.apiserver.table.Tables;
import dev.ioreq.playground.apiserver.watch.Watch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a watch as a stream of JSON lines. */
final class WatchAnswer implements Watch.Listener {
    private final OutputStream output;
    private final ResourceType type;
    private final Representation representation;
    private final Tables.Table table;
    private final boolean bookmarks;
    private final boolean marksInitialEvents;
    private boolean columnsTold;
    private long bookmarked;

    /**
     * @param bookmarks the client wants to know how far it has come
     * @param marksInitialEvents the client asked for the initial events and their end (KEP-3157)
     */
    WatchAnswer(
            OutputStream output,
            ResourceType type,
            Representation representation,
            Tables.Table table,
            boolean bookmarks,
            boolean marksInitialEvents) {
        this.output = output;
        this.type = type;
        this.representation = representation;
        this.table = table;
        this.bookmarks = bookmarks;
        this.marksInitialEvents = marksInitialEvents;
    }

    @Override
    public void changed(StoreEvent.Kind kind, StoredObject stored) throws IOException {
        byte[] object =
                switch (representation) {
                    case OBJECT -> ListAnswer.served(type, stored);
                    case PARTIAL_METADATA -> Json.bytes(Tables.partial(ListAnswer.object(type, stored)));
                    case TABLE -> Json.bytes(row(stored));
                };
        line(kind.name(), object);
    }

    private JsonNode row(StoredObject stored) {
        var metadata = Json.object().put("resourceVersion", Long.toString(stored.version()));
        var row = table.of(List.of(ListAnswer.object(type, stored)), metadata, !columnsTold);
        columnsTold = true;
        return row;
    }

    @Override
    public void stateComplete(long version) throws IOException {
        if (marksInitialEvents) {
            bookmarked = version;
            var bookmark = bookmark(version);
            bookmark.withObject("/metadata/annotations").put("k8s.io/initial-events-end", "true");
            line("BOOKMARK", Json.bytes(bookmark));
        }
    }

    @Override
    public void idle(long version) throws IOException {
        if (bookmarks && version > bookmarked) {
            bookmarked = version;
            line("BOOKMARK", Json.bytes(bookmark(version)));
            output.flush();
        }
    }

    private ObjectNode bookmark(long version) {
        var metadata = Json.object().put("resourceVersion", Long.toString(version));
        if (representation == Representation.TABLE) {
            return table.of(List.of(), metadata, false);
        }
        var bookmark = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        bookmark.set("metadata", metadata);
        return bookmark;
    }

    /** An error ends the stream, which by then has begun with 200. */
    void error(ObjectNode status) throws IOException {
        line("ERROR", Json.bytes(status));
        output.flush();
    }

    @Override
    public void caughtUp() throws IOException {
        output.flush();
    }

    private void line(String kind, byte[] object) throws IOException {
        output.write(("{\"type\":\"" + kind + "\",\"object\":").getBytes(StandardCharsets.UTF_8));
        output.write(object);
        output.write("}\n".getBytes(StandardCharsets.UTF_8));
    }
}
