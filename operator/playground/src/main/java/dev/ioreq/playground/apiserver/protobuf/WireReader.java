package dev.ioreq.playground.apiserver.protobuf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads protobuf's wire format field by field. */
final class WireReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer buffer;

    WireReader(ByteBuffer buffer) {
        this.buffer = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * One field.
     *
     * @param bytes null unless the field is length-delimited
     */
    record Field(int number, long value, ByteBuffer bytes) {
        String text() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }

        byte[] array() {
            byte[] array = new byte[bytes.remaining()];
            bytes.duplicate().get(array);
            return array;
        }

        /** Whether it says no more than its absence would. */
        boolean isDefault() {
            if (bytes == null) {
                return value == 0;
            }
            return bytes.remaining() == 0 || onlyDefaults();
        }

        private boolean onlyDefaults() {
            try {
                var below = new WireReader(bytes);
                while (below.hasNext()) {
                    if (!below.next().isDefault()) {
                        return false;
                    }
                }
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    boolean hasNext() {
        return buffer.hasRemaining();
    }

    /** The next field; throws {@link IllegalArgumentException} when the bytes are no protobuf. */
    Field next() {
        long tag = varint();
        int number = (int) (tag >>> 3);
        return switch ((int) (tag & 7)) {
            case VARINT -> new Field(number, varint(), null);
            case FIXED64 -> new Field(number, buffer(8).getLong(), null);
            case FIXED32 -> new Field(number, buffer(4).getInt(), null);
            case BYTES -> new Field(number, 0, buffer(varint()));
            default -> throw new IllegalArgumentException("wire type " + (tag & 7) + " of field " + number);
        };
    }

    private ByteBuffer buffer(long length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException(
                    "a field of %d bytes where %d are left".formatted(length, buffer.remaining()));
        }
        var part = buffer.slice(buffer.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(buffer.position() + (int) length);
        return part;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!buffer.hasRemaining()) {
                break;
            }
            byte next = buffer.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number that does not end");
    }
}
