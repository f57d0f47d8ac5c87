package dev.ioreq.playground.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A schema node as CRDs know it (structural schema, apiextensions.k8s.io/v1), read once into what validation and merging
 * ask for.
 *
 * @param type object, array, string, integer, number, boolean; empty for int-or-string and unknown
 * @param additional the schema of values under undeclared keys; null when undeclared keys are not allowed
 * @param items of an array; null otherwise
 * @param fallback the default; null for none
 * @param listMapKeys what tells the items of a {@link ListType#MAP} apart
 * @param atomicMap one owner for the whole object
 */
public record StructuralSchema(
        String type,
        boolean nullable,
        boolean preservesUnknown,
        boolean intOrString,
        boolean embedded,
        Map<String, StructuralSchema> properties,
        StructuralSchema additional,
        StructuralSchema items,
        List<String> required,
        JsonNode fallback,
        ValueRules rules,
        List<CelRule> celRules,
        ListType listType,
        List<String> listMapKeys,
        boolean atomicMap,
        Combinations combinations) {

    /** Anything goes: objects merge key by key, lists as wholes. */
    public static final StructuralSchema ANY = read(Json.object().put("x-kubernetes-preserve-unknown-fields", true));

    /** The value validations that combine others; {@code not} may be null. */
    public record Combinations(
            List<StructuralSchema> allOf,
            List<StructuralSchema> anyOf,
            List<StructuralSchema> oneOf,
            StructuralSchema not) {}

    /** Reads an {@code openAPIV3Schema}. */
    public static StructuralSchema read(JsonNode schema) {
        var properties = new LinkedHashMap<String, StructuralSchema>();
        Json.fields(schema.path("properties")).forEach(field -> properties.put(field.getKey(), read(field.getValue())));
        var cel = new ArrayList<CelRule>();
        schema.path("x-kubernetes-validations").forEach(rule -> cel.add(CelRule.read(rule)));
        return new StructuralSchema(
                schema.path("type").asText(""),
                schema.path("nullable").asBoolean(false),
                schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false),
                schema.path("x-kubernetes-int-or-string").asBoolean(false),
                schema.path("x-kubernetes-embedded-resource").asBoolean(false),
                properties,
                additional(schema.path("additionalProperties")),
                schema.has("items") ? read(schema.get("items")) : null,
                Json.texts(schema.path("required")),
                schema.get("default"),
                ValueRules.read(schema),
                List.copyOf(cel),
                listType(schema.path("x-kubernetes-list-type").asText("atomic")),
                Json.texts(schema.path("x-kubernetes-list-map-keys")),
                schema.path("x-kubernetes-map-type").asText("").equals("atomic"),
                new Combinations(
                        all(schema.path("allOf")),
                        all(schema.path("anyOf")),
                        all(schema.path("oneOf")),
                        schema.has("not") ? read(schema.get("not")) : null));
    }

    /** A struct with these fields and no others. */
    public static StructuralSchema struct(Map<String, StructuralSchema> properties) {
        return leaf("object").with(properties, null, null, ListType.ATOMIC, List.of());
    }

    /** A map from any key. */
    public static StructuralSchema mapOf(StructuralSchema values) {
        return leaf("object").with(Map.of(), values, null, ListType.ATOMIC, List.of());
    }

    /** A list. */
    public static StructuralSchema listOf(StructuralSchema element, ListType type, List<String> keys) {
        return leaf("array").with(Map.of(), null, element, type, keys);
    }

    /** A value of {@code type} without further rules. */
    public static StructuralSchema leaf(String type) {
        return read(Json.object().put("type", type));
    }

    private StructuralSchema with(
            Map<String, StructuralSchema> fields,
            StructuralSchema values,
            StructuralSchema element,
            ListType list,
            List<String> keys) {
        return new StructuralSchema(
                type,
                nullable,
                preservesUnknown,
                intOrString,
                embedded,
                fields,
                values,
                element,
                required,
                fallback,
                rules,
                celRules,
                list,
                keys,
                atomicMap,
                combinations);
    }

    private static StructuralSchema additional(JsonNode node) {
        if (node.isObject()) {
            return read(node);
        }
        return node.asBoolean(false) ? ANY : null;
    }

    private static List<StructuralSchema> all(JsonNode schemas) {
        var all = new ArrayList<StructuralSchema>();
        schemas.forEach(schema -> all.add(read(schema)));
        return List.copyOf(all);
    }

    private static ListType listType(String text) {
        return switch (text) {
            case "map" -> ListType.MAP;
            case "set" -> ListType.SET;
            default -> ListType.ATOMIC;
        };
    }

    /** The schema below a key of an object: declared, additional, or {@link #ANY} where nothing is said. */
    public StructuralSchema property(String name) {
        var declared = properties.get(name);
        if (declared != null) {
            return declared;
        }
        return additional != null ? additional : ANY;
    }

    /** The schema of an array's items. */
    public StructuralSchema element() {
        return items != null ? items : ANY;
    }

    /** Whether {@code name} is a field of a known struct, not a key of a map. */
    public boolean declares(String name) {
        return properties.containsKey(name);
    }

    /** The same schema with {@code metadata}, {@code apiVersion} and {@code kind} as every object has them. */
    public StructuralSchema asResource(StructuralSchema metadata) {
        var whole = new LinkedHashMap<>(properties);
        var text = leaf("string");
        whole.put("apiVersion", text);
        whole.put("kind", text);
        whole.put("metadata", metadata);
        return with(whole, additional, items, listType, listMapKeys);
    }

    /** A key field of a list's item, with its default when absent; null when it has neither. */
    public JsonNode keyValue(ObjectNode item, String key) {
        var value = item.get(key);
        return value != null ? value : property(key).fallback();
    }

    /** What tells an item of this list apart from the others; null when nothing does. */
    public JsonNode itemKey(JsonNode item) {
        if (listType == ListType.SET) {
            return item;
        }
        if (listType == ListType.ATOMIC || !(item instanceof ObjectNode object)) {
            return null;
        }
        var key = Json.object();
        for (String name : listMapKeys) {
            var value = element().keyValue(object, name);
            if (value != null) {
                key.set(name, value);
            }
        }
        return key.isEmpty() ? null : key;
    }

    /** The items of a list of this schema by {@link #itemKey}; empty when nothing tells them apart. */
    public Map<JsonNode, JsonNode> itemsByKey(JsonNode list) {
        var items = new HashMap<JsonNode, JsonNode>();
        if (list != null && list.isArray() && listType != ListType.ATOMIC) {
            list.forEach(item -> items.put(itemKey(item), item));
        }
        return items;
    }
}
