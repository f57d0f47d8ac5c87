package dev.ioreq.playground.apiserver.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reading, writing and walking of JSON trees. */
public final class Json {
    /** The mapper of the whole API server. */
    public static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final YAMLMapper YAML = new YAMLMapper();

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Parses JSON; throws {@link IOException} with Jackson's message when it is malformed. */
    public static JsonNode parse(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    /** Parses YAML (JSON is YAML too); throws {@link IOException} with the parser's message when it is malformed. */
    public static JsonNode parseYaml(byte[] yaml) throws IOException {
        return YAML.readTree(yaml);
    }

    /** Serialises a tree; a tree of JSON nodes always can be. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree that does not serialise: " + node.getNodeType(), e);
        }
    }

    /** Any bean (a Fabric8 model object, a record) as a tree in canonical form. */
    public static ObjectNode tree(Object bean) {
        return (ObjectNode) canonical(MAPPER.valueToTree(bean));
    }

    /** The plain Java form: maps, lists, strings, numbers, booleans. */
    public static Map<String, Object> plain(ObjectNode node) {
        return MAPPER.convertValue(node, new TypeReference<>() {});
    }

    /** The members of {@code node} as they are now, so that the node may change meanwhile; empty when it has none, whatever it is. */
    public static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
        return List.copyOf(node.properties());
    }

    /** The texts of an array; empty when {@code node} is not one. */
    public static List<String> texts(JsonNode node) {
        var texts = new ArrayList<String>(node.size());
        node.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /**
     * Integers in their smallest node type, as the parser makes them, so that trees built by programs compare equal to
     * trees that came over the wire. Changes containers in place.
     */
    public static JsonNode canonical(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(canonical(entry.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, canonical(array.get(i)));
            }
        } else if (node.isIntegralNumber()) {
            if (node.canConvertToInt()) {
                return IntNode.valueOf(node.intValue());
            }
            return node.canConvertToLong() ? LongNode.valueOf(node.longValue()) : node;
        } else if (node.isFloat()) {
            return DoubleNode.valueOf(node.doubleValue());
        }
        return node;
    }
}
