package dev.ioreq.hypervisor.simulated.remote;

import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Builds a packet. */
final class PacketWriter {

    static final int PORT = 0;
    static final int MEMORY = 1;
    static final int PCI = 2;

    private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    PacketWriter putInt(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    PacketWriter putLong(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    PacketWriter putText(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
        return this;
    }

    PacketWriter putOptional(OptionalInt value) {
        return putInt(value.isPresent() ? 1 : 0).putInt(value.orElse(0));
    }

    PacketWriter putOptional(OptionalLong value) {
        return putInt(value.isPresent() ? 1 : 0).putLong(value.orElse(0));
    }

    PacketWriter putRange(IoRange range) {
        if (range instanceof PortRange ports) {
            return putInt(PORT).putLong(ports.first()).putLong(ports.last());
        } else if (range instanceof MemoryRange memory) {
            return putInt(MEMORY).putLong(memory.first()).putLong(memory.last());
        } else if (range instanceof PciFunction function) {
            return putInt(PCI).putLong(function.sbdf()).putLong(function.sbdf());
        }
        throw new IllegalArgumentException("unknown kind of range: " + range);
    }

    ByteBuffer packet() {
        return buffer.duplicate().flip();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            if (buffer.position() + bytes > SeqPacketSocket.MAX_MESSAGE) {
                throw new IllegalStateException("an answer of more than " + SeqPacketSocket.MAX_MESSAGE + " bytes");
            }
            buffer =
                    ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
        }
        return buffer;
    }
}
