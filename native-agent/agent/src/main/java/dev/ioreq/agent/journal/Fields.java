package dev.ioreq.agent.journal;

import com.fasterxml.jackson.databind.JsonNode;

/** Reading fields of a journal file: each is there and has its type, or the exception names it. */
final class Fields {

    private Fields() {}

    static JsonNode object(JsonNode parent, String name) throws JournalFormatException {
        JsonNode node = parent.path(name);
        return expect(node.isObject(), node, name, "an object");
    }

    static JsonNode array(JsonNode parent, String name) throws JournalFormatException {
        JsonNode node = parent.path(name);
        return expect(node.isArray(), node, name, "a list");
    }

    static String text(JsonNode parent, String name) throws JournalFormatException {
        JsonNode node = parent.path(name);
        return expect(node.isTextual(), node, name, "a text").textValue();
    }

    static int integer(JsonNode parent, String name) throws JournalFormatException {
        JsonNode node = parent.path(name);
        return expect(node.isIntegralNumber() && node.canConvertToInt(), node, name, "a number of 32 bits")
                .intValue();
    }

    static long longInteger(JsonNode parent, String name) throws JournalFormatException {
        JsonNode node = parent.path(name);
        return expect(node.isIntegralNumber() && node.canConvertToLong(), node, name, "a number of 64 bits")
                .longValue();
    }

    static boolean bool(JsonNode parent, String name) throws JournalFormatException {
        JsonNode node = parent.path(name);
        return expect(node.isBoolean(), node, name, "true or false").booleanValue();
    }

    static <E extends Enum<E>> E constant(JsonNode parent, String name, Class<E> type) throws JournalFormatException {
        String text = text(parent, name);
        try {
            return Enum.valueOf(type, text);
        } catch (IllegalArgumentException e) {
            throw new JournalFormatException(name + " is " + text + ", expected a " + type.getSimpleName(), e);
        }
    }

    private static JsonNode expect(boolean holds, JsonNode node, String name, String expected)
            throws JournalFormatException {
        if (!holds) {
            throw new JournalFormatException(
                    name + " is " + (node.isMissingNode() ? "missing" : node) + ", expected " + expected);
        }
        return node;
    }
}
