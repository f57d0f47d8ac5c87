package dev.ioreq.protocol.handover;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reads one message field by field; every complaint names the field. */
final class MessageReader {

    private final ByteBuffer buffer;
    private final HandoverType type;

    /** Reads and checks the header. */
    MessageReader(ByteBuffer packet) {
        buffer = packet.slice().order(ByteOrder.LITTLE_ENDIAN);
        int bytes = buffer.limit();
        if (bytes < Handover.HEADER_LENGTH || bytes > Handover.MAX_LENGTH) {
            throw new InvalidFieldException(
                    "packet", bytes + " bytes", Handover.HEADER_LENGTH + ".." + Handover.MAX_LENGTH + " bytes");
        }
        int magic = buffer.getInt();
        if (magic != Handover.MAGIC) {
            throw new InvalidFieldException("header.magic", hex(magic), hex(Handover.MAGIC) + " (\"IORQ\")");
        }
        int version = Short.toUnsignedInt(buffer.getShort());
        if (version != Handover.VERSION) {
            throw new InvalidFieldException("header.version", version, Integer.toString(Handover.VERSION));
        }
        type = HandoverType.of(Short.toUnsignedInt(buffer.getShort()));
        int length = buffer.getInt();
        if (length != bytes) {
            throw new InvalidFieldException(
                    "header.length", Integer.toUnsignedString(length), bytes + ", the packet's length");
        }
        int reserved = buffer.getInt();
        if (reserved != 0) {
            throw new InvalidFieldException("header.reserved", hex(reserved), "0");
        }
    }

    HandoverType type() {
        return type;
    }

    int u16(String field) {
        return Short.toUnsignedInt(need(field, Short.BYTES).getShort());
    }

    int u32(String field) {
        return need(field, Integer.BYTES).getInt();
    }

    long u64(String field) {
        return need(field, Long.BYTES).getLong();
    }

    int count(String field, int min, int max) {
        return Fields.within(path(field), u32(field), min, max);
    }

    /** An enum whose first constant is {@code base} on the wire. */
    <E extends Enum<E>> E oneOf(String field, E[] values, int base) {
        int value = Byte.toUnsignedInt(need(field, Byte.BYTES).get());
        return values[Fields.within(path(field), value, base, base + values.length - 1) - base];
    }

    void zero(String field, int bytes) {
        need(field, bytes);
        for (int at = 0; at < bytes; at++) {
            byte value = buffer.get();
            if (value != 0) {
                throw new InvalidFieldException(path(field), hex(Byte.toUnsignedInt(value)), "0");
            }
        }
    }

    UUID uuid(String field) {
        need(field, 2 * Long.BYTES).order(ByteOrder.BIG_ENDIAN);
        UUID uuid = new UUID(buffer.getLong(), buffer.getLong());
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        return uuid;
    }

    /** A name padded with NUL to its fixed length. */
    String name(String field) {
        byte[] bytes = bytes(field, Handover.NAME_LENGTH);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        for (int at = end; at < bytes.length; at++) {
            if (bytes[at] != 0) {
                throw new InvalidFieldException(path(field), "bytes behind the NUL", "NUL padding");
            }
        }
        if (end == bytes.length) {
            throw new InvalidFieldException(path(field), "no NUL", "at most " + (end - 1) + " bytes and a NUL");
        }
        return utf8(field, ByteBuffer.wrap(bytes, 0, end));
    }

    /** UTF-8 to the message's end. */
    String rest(String field) {
        return utf8(field, ByteBuffer.wrap(bytes(field, buffer.remaining())));
    }

    /** Every byte belongs to a field. */
    void end() {
        if (buffer.hasRemaining()) {
            throw new InvalidFieldException(
                    "header.length", buffer.limit(), buffer.position() + ", where " + type + "'s last field ends");
        }
    }

    private byte[] bytes(String field, int count) {
        byte[] bytes = new byte[count];
        need(field, count).get(bytes);
        return bytes;
    }

    private ByteBuffer need(String field, int bytes) {
        if (buffer.remaining() < bytes) {
            throw new InvalidFieldException(
                    path(field),
                    "the message ends after " + buffer.limit() + " bytes",
                    (buffer.position() + bytes) + " or more");
        }
        return buffer;
    }

    private String utf8(String field, ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidFieldException(path(field), "bytes that are no UTF-8 (" + e + ")", "UTF-8");
        }
    }

    private String path(String field) {
        return type + "." + field;
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }
}
