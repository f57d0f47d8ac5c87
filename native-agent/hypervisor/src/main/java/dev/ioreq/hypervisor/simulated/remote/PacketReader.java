package dev.ioreq.hypervisor.simulated.remote;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Takes a packet apart. IllegalArgumentException: it is too short, or a value is out of its range. */
final class PacketReader {

    private final ByteBuffer buffer;

    PacketReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    int getInt() {
        requireRemaining(Integer.BYTES);
        return buffer.getInt();
    }

    long getLong() {
        requireRemaining(Long.BYTES);
        return buffer.getLong();
    }

    String getText() {
        int length = getInt();
        requireRemaining(length);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    DomainId getDomain() {
        return new DomainId(getInt());
    }

    IoreqServerId getServer() {
        return new IoreqServerId(getInt());
    }

    <E extends Enum<E>> E getEnum(Class<E> type) {
        int ordinal = getInt();
        E[] constants = type.getEnumConstants();
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new IllegalArgumentException(ordinal + " is no " + type.getSimpleName());
        }
        return constants[ordinal];
    }

    OptionalInt getOptionalInt() {
        boolean present = getInt() != 0;
        int value = getInt();
        return present ? OptionalInt.of(value) : OptionalInt.empty();
    }

    OptionalLong getOptionalLong() {
        boolean present = getInt() != 0;
        long value = getLong();
        return present ? OptionalLong.of(value) : OptionalLong.empty();
    }

    IoRange getRange() {
        int kind = getInt();
        long first = getLong();
        long last = getLong();
        return switch (kind) {
            case PacketWriter.PORT -> new PortRange(Math.toIntExact(first), Math.toIntExact(last));
            case PacketWriter.MEMORY -> new MemoryRange(first, last);
            case PacketWriter.PCI -> PciFunction.ofSbdf((int) first);
            default -> throw new IllegalArgumentException(kind + " is no kind of range");
        };
    }

    private void requireRemaining(int bytes) {
        if (bytes < 0 || buffer.remaining() < bytes) {
            throw new IllegalArgumentException(
                    "the packet ends " + buffer.remaining() + " bytes on, " + bytes + " were expected");
        }
    }
}
