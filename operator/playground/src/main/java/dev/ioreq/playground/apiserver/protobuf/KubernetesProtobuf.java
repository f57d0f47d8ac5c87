package dev.ioreq.playground.apiserver.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;

/** Turns {@code application/vnd.kubernetes.protobuf} into the JSON it stands for. */
public final class KubernetesProtobuf {
    private static final int MAGIC = 0x6b387300; // "k8s\0"
    private static final Messages MESSAGES = Messages.load();

    private KubernetesProtobuf() {}

    /**
     * Reads a body.
     *
     * @throws ApiException 415 when it is of a kind, or has a field, that is not known here; 400 when it is damaged
     */
    public static ObjectNode read(byte[] body) {
        try {
            var buffer = ByteBuffer.wrap(body);
            if (body.length < Integer.BYTES || buffer.getInt() != MAGIC) {
                throw new IllegalArgumentException("it does not begin with k8s\\0");
            }
            return unknown(buffer);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("the body is no Kubernetes protobuf: " + e.getMessage());
        }
    }

    /** runtime.Unknown: 1 typeMeta {1 apiVersion, 2 kind}, 2 raw. */
    private static ObjectNode unknown(ByteBuffer buffer) {
        String apiVersion = "";
        String kind = "";
        ByteBuffer raw = ByteBuffer.allocate(0);
        var reader = new WireReader(buffer);
        while (reader.hasNext()) {
            var field = reader.next();
            if (field.number() == 1) {
                var meta = new WireReader(field.bytes());
                while (meta.hasNext()) {
                    var part = meta.next();
                    apiVersion = part.number() == 1 ? part.text() : apiVersion;
                    kind = part.number() == 2 ? part.text() : kind;
                }
            } else if (field.number() == 2) {
                raw = field.bytes();
            }
        }
        var object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        object.setAll(message(raw, kind));
        return (ObjectNode) Json.canonical(object);
    }

    private static ObjectNode message(ByteBuffer bytes, String name) {
        var fields = MESSAGES.of(name);
        if (fields == null) {
            throw ApiException.unsupportedMediaType(
                    "protobuf of kind %s is not understood here: send application/json".formatted(name));
        }
        var message = Json.object();
        var reader = new WireReader(bytes);
        while (reader.hasNext()) {
            var field = reader.next();
            var type = fields.get(field.number());
            if (type != null) {
                add(message, type, field);
            } else if (!field.isDefault()) {
                throw ApiException.unsupportedMediaType(
                        "field %d of protobuf message %s is not understood here: send application/json"
                                .formatted(field.number(), name));
            }
        }
        return message;
    }

    private static void add(ObjectNode message, Messages.FieldType type, WireReader.Field field) {
        switch (type.shape()) {
            case LIST -> message.withArrayProperty(type.name()).add(value(type.type(), field));
            case MAP -> entry(message.withObjectProperty(type.name()), type.type(), field.bytes());
            case ONE -> {
                if (type.keepsZero() || !field.isDefault()) {
                    message.set(type.name(), value(type.type(), field));
                }
            }
        }
    }

    private static void entry(ObjectNode map, String type, ByteBuffer bytes) {
        String key = "";
        JsonNode value = TextNode.valueOf("");
        var reader = new WireReader(bytes);
        while (reader.hasNext()) {
            var field = reader.next();
            if (field.number() == 1) {
                key = field.text();
            } else {
                value = value(type, field);
            }
        }
        map.set(key, value);
    }

    private static JsonNode value(String type, WireReader.Field field) {
        return switch (type) {
            case "string" -> TextNode.valueOf(field.text());
            case "bytes" -> TextNode.valueOf(Base64.getEncoder().encodeToString(field.array()));
            case "int" -> LongNode.valueOf(field.value());
            case "bool" -> BooleanNode.valueOf(field.value() != 0);
            case "Time" -> time(field.bytes());
            case "IntOrString" -> intOrString(field.bytes());
            default -> message(field.bytes(), type);
        };
    }

    private static JsonNode time(ByteBuffer bytes) {
        long seconds = 0;
        var reader = new WireReader(bytes);
        while (reader.hasNext()) {
            var field = reader.next();
            seconds = field.number() == 1 ? field.value() : seconds;
        }
        return TextNode.valueOf(Instant.ofEpochSecond(seconds).toString());
    }

    /** 1 type (0 int, 1 string), 2 intVal, 3 strVal. */
    private static JsonNode intOrString(ByteBuffer bytes) {
        long number = 0;
        String text = "";
        boolean isText = false;
        var reader = new WireReader(bytes);
        while (reader.hasNext()) {
            var field = reader.next();
            switch (field.number()) {
                case 1 -> isText = field.value() == 1;
                case 2 -> number = field.value();
                default -> text = field.text();
            }
        }
        return isText ? TextNode.valueOf(text) : LongNode.valueOf(number);
    }
}
