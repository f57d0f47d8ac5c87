package dev.ioreq.playground.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.List;
import java.util.TreeMap;

/** The fields a value has, down to what can have an owner of its own. */
final class Fields {
    private static final List<String> NOBODYS = List.of(
            "name",
            "namespace",
            "creationTimestamp",
            "selfLink",
            "uid",
            "clusterName",
            "generation",
            "managedFields",
            "resourceVersion",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private Fields() {}

    /** All fields of {@code value}. */
    static FieldSet of(JsonNode value, StructuralSchema schema) {
        if (value instanceof ObjectNode object && !schema.atomicMap()) {
            return ofObject(object, schema);
        }
        return ListKeys.of(value, schema)
                .map(items -> {
                    var children = new TreeMap<PathElement, FieldSet>();
                    items.forEach((element, item) ->
                            children.put(element, ofItem(item, schema.element()).asMember()));
                    return FieldSet.of(false, children);
                })
                .orElse(FieldSet.LEAF);
    }

    private static FieldSet ofItem(JsonNode item, StructuralSchema schema) {
        return item.isObject() ? of(item, schema) : FieldSet.LEAF;
    }

    private static FieldSet ofObject(ObjectNode object, StructuralSchema schema) {
        var children = new TreeMap<PathElement, FieldSet>();
        for (var field : Json.fields(object)) {
            var value = field.getValue();
            var below = value.isNull() ? FieldSet.LEAF : of(value, schema.property(field.getKey()));
            boolean self = value.isObject() && (value.isEmpty() || !schema.declares(field.getKey()));
            children.put(PathElement.field(field.getKey()), self ? below.asMember() : below);
        }
        return FieldSet.of(false, children);
    }

    /** Only what people own: without identity and the server's own bookkeeping. */
    static FieldSet owned(FieldSet fields) {
        var metadata = fields.child(PathElement.field("metadata"));
        for (String field : NOBODYS) {
            metadata = metadata.without(field);
        }
        var rest = fields.without("apiVersion").without("kind").without("metadata");
        if (metadata.children().isEmpty()) {
            return rest;
        }
        var children = new TreeMap<>(rest.children());
        children.put(PathElement.field("metadata"), FieldSet.of(false, new TreeMap<>(metadata.children())));
        return FieldSet.of(false, children);
    }
}
