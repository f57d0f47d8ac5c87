package dev.ioreq.protocol.handover;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for fields of several messages. */
final class Fields {

    private Fields() {}

    static int within(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidFieldException(field, Integer.toUnsignedString(value), min + ".." + max);
        }
        return value;
    }

    static String name(String field, String value) {
        text(field, value);
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes >= Handover.NAME_LENGTH) {
            throw new InvalidFieldException(
                    field, bytes + " bytes", "1.." + (Handover.NAME_LENGTH - 1) + " bytes of UTF-8");
        }
        return value;
    }

    /** Names go into logs: a control character there would let a stranger forge lines. */
    static String text(String field, String value) {
        for (int at = 0; at < value.length(); at++) {
            if (Character.isISOControl(value.charAt(at))) {
                throw new InvalidFieldException(
                        field, "character 0x" + Integer.toHexString(value.charAt(at)), "no control characters");
            }
            if (Character.isSurrogate(value.charAt(at)) && !pairAt(value, at)) {
                throw new InvalidFieldException(field, "half a surrogate pair", "text");
            }
        }
        return value;
    }

    static List<HandoverRange> ranges(String message, List<HandoverRange> ranges) {
        within(message + ".ranges", ranges.size(), 0, Handover.MAX_RANGES);
        Set<String> names = new HashSet<>();
        for (int at = 0; at < ranges.size(); at++) {
            if (!names.add(ranges.get(at).name())) {
                throw new InvalidFieldException(
                        message + ".ranges[" + at + "].name", ranges.get(at).name(), "a name no other range has");
            }
        }
        return List.copyOf(ranges);
    }

    /** As much of the text as fits, ending at the end of a character. */
    static String cut(String text, int maxBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) {
            return text;
        }
        int end = maxBytes;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static boolean pairAt(String value, int at) {
        return Character.isHighSurrogate(value.charAt(at))
                ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
    }
}
