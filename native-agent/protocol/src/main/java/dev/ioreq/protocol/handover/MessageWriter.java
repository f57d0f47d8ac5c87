package dev.ioreq.protocol.handover;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes one message, header first, its length when it is complete. The records have checked every value. */
final class MessageWriter {

    private static final int LENGTH_OFFSET = 8;

    private final ByteBuffer buffer = ByteBuffer.allocate(Handover.MAX_LENGTH).order(ByteOrder.LITTLE_ENDIAN);

    MessageWriter(HandoverType type) {
        u32(Handover.MAGIC).u16(Handover.VERSION).u16(type.code()).u32(0).u32(0);
    }

    MessageWriter u8(int value) {
        buffer.put((byte) value);
        return this;
    }

    MessageWriter u16(int value) {
        buffer.putShort((short) value);
        return this;
    }

    MessageWriter u32(int value) {
        buffer.putInt(value);
        return this;
    }

    MessageWriter u64(long value) {
        buffer.putLong(value);
        return this;
    }

    MessageWriter zero(int bytes) {
        buffer.put(new byte[bytes]);
        return this;
    }

    MessageWriter uuid(UUID uuid) {
        buffer.order(ByteOrder.BIG_ENDIAN);
        u64(uuid.getMostSignificantBits()).u64(uuid.getLeastSignificantBits());
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        return this;
    }

    MessageWriter name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        buffer.put(bytes);
        return zero(Handover.NAME_LENGTH - bytes.length);
    }

    MessageWriter text(String text) {
        buffer.put(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    ByteBuffer packet() {
        buffer.putInt(LENGTH_OFFSET, buffer.position());
        return buffer.flip();
    }
}
