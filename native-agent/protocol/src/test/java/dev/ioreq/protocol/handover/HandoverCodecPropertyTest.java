package dev.ioreq.protocol.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HandoverCodecPropertyTest {

    @Provide
    Arbitrary<HandoverMessage> messages() {
        return HandoverMessages.any();
    }

    @Property
    void everyMessageComesBackAsItWas(@ForAll("messages") HandoverMessage message) throws Exception {
        ByteBuffer packet = HandoverCodec.encode(message);

        assertThat(packet.remaining()).isBetween(Handover.HEADER_LENGTH, Handover.MAX_LENGTH);
        assertThat(HandoverCodec.decode(packet)).isEqualTo(message);
    }

    @Property
    void decodingLeavesThePacketAsItIs(@ForAll("messages") HandoverMessage message) throws Exception {
        ByteBuffer packet = HandoverCodec.encode(message);
        ByteBuffer before = packet.duplicate();

        HandoverCodec.decode(packet);

        assertThat(packet).isEqualTo(before);
    }

    @Property
    void randomBytesAreMalformedAndNothingElse(@ForAll @Size(max = 300) byte[] bytes) {
        assertThat(verdict(bytes)).isInstanceOf(MalformedMessageException.class);
    }

    @Property
    void randomBodiesBehindAGoodHeaderAreAMessageOrMalformed(
            @ForAll @Size(max = 300) byte[] body, @ForAll @IntRange(max = 12) int type) {
        byte[] packet = new byte[Handover.HEADER_LENGTH + body.length];
        header(ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN), type);
        System.arraycopy(body, 0, packet, Handover.HEADER_LENGTH, body.length);

        assertThat(verdict(packet)).isInstanceOfAny(MalformedMessageException.class, HandoverMessage.class);
    }

    @Property
    void aChangedByteGivesAnotherMessageOrAComplaintThatNamesAField(
            @ForAll("messages") HandoverMessage message, @ForAll int place, @ForAll byte value) {
        byte[] packet = bytes(HandoverCodec.encode(message));
        packet[Math.floorMod(place, packet.length)] = value;

        Object verdict = verdict(packet);

        if (verdict instanceof MalformedMessageException malformed) {
            assertThat(malformed).hasMessageStartingWith(malformed.field()).hasMessageContaining("expected");
        } else {
            assertThat(verdict).isInstanceOf(HandoverMessage.class);
        }
    }

    @Property
    void aMessageCutShortIsMalformed(@ForAll("messages") HandoverMessage message, @ForAll int place) {
        byte[] packet = bytes(HandoverCodec.encode(message));

        assertThat(verdict(Arrays.copyOf(packet, Math.floorMod(place, packet.length))))
                .isInstanceOf(MalformedMessageException.class);
    }

    private static void header(ByteBuffer packet, int type) {
        packet.putInt(Handover.MAGIC)
                .putShort((short) Handover.VERSION)
                .putShort((short) type)
                .putInt(packet.capacity());
    }

    private static byte[] bytes(ByteBuffer packet) {
        byte[] bytes = new byte[packet.remaining()];
        packet.get(bytes);
        return bytes;
    }

    /** The message, or the exception. Any other exception fails the property. */
    private static Object verdict(byte[] packet) {
        try {
            return HandoverCodec.decode(ByteBuffer.wrap(packet));
        } catch (MalformedMessageException e) {
            return e;
        }
    }
}
