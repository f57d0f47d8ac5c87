package dev.ioreq.playground.apiserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.Conversion;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.store.StoredObject;
import dev.ioreq.playground.apiserver.table.Tables;
import dev.ioreq.playground.apiserver.table.Tables.Included;
import dev.ioreq.playground.apiserver.write.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers with one object or a list of them, in the representation the client asked for. */
final class ListAnswer {
    private final Tables tables;

    ListAnswer(Tables tables) {
        this.tables = tables;
    }

    /** One object. */
    void one(Call call, ResourceType type, StoredObject stored) throws IOException {
        switch (Representation.of(call)) {
            case OBJECT -> call.answer(200, "application/json", served(type, stored));
            case PARTIAL_METADATA -> call.answer(200, Tables.partial(object(type, stored)));
            case TABLE -> {
                var metadata = Json.object().put("resourceVersion", Long.toString(stored.version()));
                call.answer(200, table(call, type).of(List.of(object(type, stored)), metadata, true));
            }
        }
    }

    /** The collection. */
    void many(Call call, Target collection, ResourceTable table) throws IOException {
        var type = collection.type();
        var selector = ListParameters.selector(call, type);
        var page = table.list(
                collection.namespace(), selector, ListParameters.continueAfter(call), ListParameters.limit(call));
        var metadata = Json.object().put("resourceVersion", Long.toString(page.version()));
        if (page.continueAfter() != null) {
            metadata.put("continue", ListParameters.token(page.continueAfter()));
        }
        switch (Representation.of(call)) {
            case OBJECT -> call.answer(200, "application/json", list(type, page.objects(), metadata));
            case PARTIAL_METADATA -> call.answer(200, partial(type, page.objects(), metadata));
            case TABLE -> call.answer(200, table(call, type).of(objects(type, page.objects()), metadata, true));
        }
    }

    private Tables.Table table(Call call, ResourceType type) {
        return tables.table(type, Included.parse(call.parameter("includeObject")));
    }

    private static ObjectNode partial(ResourceType type, List<StoredObject> objects, ObjectNode metadata) {
        var list = Json.object().put("kind", "PartialObjectMetadataList").put("apiVersion", "meta.k8s.io/v1");
        list.set("metadata", metadata);
        var items = list.putArray("items");
        objects(type, objects).forEach(object -> items.add(Tables.partial(object)));
        return list;
    }

    /** Glued together from the bytes the objects have anyway. */
    private static byte[] list(ResourceType type, List<StoredObject> objects, ObjectNode metadata) throws IOException {
        var head = Json.object().put("kind", type.names().listKind()).put("apiVersion", type.apiVersion());
        head.set("metadata", metadata);
        byte[] open = Json.bytes(head);
        var list = new ByteArrayOutputStream();
        list.write(open, 0, open.length - 1);
        list.write(",\"items\":[".getBytes(StandardCharsets.UTF_8));
        String separator = "";
        for (var stored : objects) {
            list.write(separator.getBytes(StandardCharsets.UTF_8));
            list.write(served(type, stored));
            separator = ",";
        }
        list.write("]}".getBytes(StandardCharsets.UTF_8));
        return list.toByteArray();
    }

    private static List<ObjectNode> objects(ResourceType type, List<StoredObject> objects) {
        return objects.stream().map(stored -> object(type, stored)).toList();
    }

    static ObjectNode object(ResourceType type, StoredObject stored) {
        return type.conversion().toServed(stored.tree());
    }

    /** The bytes of an object in its served version, shared when that is the stored one. */
    static byte[] served(ResourceType type, StoredObject stored) {
        return type.conversion() == Conversion.NONE ? stored.bytes() : Json.bytes(object(type, stored));
    }
}
