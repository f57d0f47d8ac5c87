package dev.ioreq.playground.apiserver.protobuf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The known messages, from {@code messages.txt}. */
final class Messages {
    /** How a field is repeated. */
    enum Shape {
        ONE,
        LIST,
        MAP
    }

    /**
     * A field of a message.
     *
     * @param type string, int, bool, bytes or a message
     * @param keepsZero zero values are told
     */
    record FieldType(String name, String type, Shape shape, boolean keepsZero) {
        static FieldType parse(String name, String text) {
            boolean keepsZero = text.endsWith("?");
            String type = keepsZero ? text.substring(0, text.length() - 1) : text;
            return switch (type.charAt(0)) {
                case '[' -> new FieldType(name, inner(type), Shape.LIST, true);
                case '{' -> new FieldType(name, inner(type), Shape.MAP, true);
                default -> new FieldType(name, type, Shape.ONE, keepsZero);
            };
        }

        private static String inner(String type) {
            return type.substring(1, type.length() - 1);
        }
    }

    private final Map<String, Map<Integer, FieldType>> messages;

    private Messages(Map<String, Map<Integer, FieldType>> messages) {
        this.messages = messages;
    }

    static Messages load() {
        try (var input = Messages.class.getResourceAsStream("messages.txt")) {
            return parse(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the message table of the API server cannot be read", e);
        }
    }

    private static Messages parse(String text) {
        var messages = new HashMap<String, Map<Integer, FieldType>>();
        for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
            int colon = line.indexOf(':');
            var fields = new HashMap<Integer, FieldType>();
            for (String field : line.substring(colon + 1).split(",")) {
                if (!field.isBlank()) {
                    String[] parts = field.strip().split(" ");
                    fields.put(Integer.valueOf(parts[0]), FieldType.parse(parts[1], parts[2]));
                }
            }
            messages.put(line.substring(0, colon), fields);
        }
        return new Messages(messages);
    }

    /** The fields of a message by number; null when the message is not known. */
    Map<Integer, FieldType> of(String message) {
        return messages.get(message);
    }
}
