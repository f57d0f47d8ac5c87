package dev.ioreq.protocol.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandoverCodecTest {

    private static final HandoverRange COM1 = new HandoverRange("com1", HandoverRange.Kind.PORT, 0x3f8, 0x3ff);
    private static final Offer OFFER = new Offer(
            Offer.Hypervisor.SIMULATED,
            Offer.BufferedIo.ATOMIC,
            2,
            7,
            Offer.DomainType.PVH,
            0x31,
            UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
            "guest",
            List.of(0x21, 0x22),
            List.of(COM1));

    @Test
    void theBytesOfAnOfferStandWhereTheTableSays() {
        ByteBuffer packet = HandoverCodec.encode(OFFER).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(packet.remaining()).isEqualTo(120 + 2 * 4 + 88);
        assertThat(bytes(packet, 0, 16)).isEqualTo("494f5251" + "0100" + "0200" + "d8000000" + "00000000");
        assertThat(bytes(packet, 16, 24))
                .isEqualTo("01" + "02" + "0200" + "07000000" + "02" + "000000" + "02000000" + "31000000" + "01000000");
        assertThat(bytes(packet, 40, 16)).isEqualTo("00112233445566778899aabbccddeeff");
        assertThat(bytes(packet, 56, 6)).isEqualTo("677565737400");
        assertThat(bytes(packet, 120, 8)).isEqualTo("2100000022000000");
        assertThat(bytes(packet, 128, 24)).isEqualTo("0000000000000000" + "f803000000000000" + "ff03000000000000");
        assertThat(bytes(packet, 152, 5)).isEqualTo("636f6d3100");
    }

    @Test
    void theLargestOfferFitsIntoOneMessage() throws Exception {
        List<HandoverRange> ranges = IntStream.range(0, Handover.MAX_RANGES)
                .mapToObj(n -> new HandoverRange("range-" + n, HandoverRange.Kind.MEMORY, n, n))
                .toList();
        Offer offer = new Offer(
                Offer.Hypervisor.XEN,
                Offer.BufferedIo.OFF,
                0xFFFF,
                Handover.MAX_DOMID,
                Offer.DomainType.HVM,
                0,
                new UUID(-1, -1),
                "x".repeat(63),
                IntStream.rangeClosed(1, Handover.MAX_VCPUS).boxed().toList(),
                ranges);

        assertThat(HandoverCodec.decode(HandoverCodec.encode(offer))).isEqualTo(offer);
    }

    @Test
    void aComplaintNamesTheFieldTheValueAndWhatWasExpected() {
        complains(0, 0x58, "header.magic: 0x51524f58, expected 0x51524f49 (\"IORQ\")");
        complains(4, 9, "header.version: 9, expected 1");
        complains(6, 10, "header.type: 10, expected 1..9");
        complains(8, 1, "header.length: 1, expected 216, the packet's length");
        complains(12, 1, "header.reserved: 0x1, expected 0");
        complains(16, 7, "OFFER.hypervisor: 7, expected 0..1");
        complains(24, 0, "OFFER.domainType: 0, expected 1..3");
        complains(25, 1, "OFFER.pad: 0x1, expected 0");
        complains(28, 0, "OFFER.vcpus: 0, expected 1..128");
        complains(28, 200, "OFFER.vcpus: 200, expected 1..128");
        complains(28, 100, "OFFER.localPort[24]: the message ends after 216 bytes, expected 220 or more");
        complains(28, 1, "OFFER.ranges[0].kind: 34, expected 0..2");
        complains(17, 0, "OFFER.bufferedLocalPort: 49, expected 0, for bufferedIo is OFF");
        complains(57, 0, "OFFER.domainName: bytes behind the NUL, expected NUL padding");
        complains(57, 10, "OFFER.domainName: character 0xa, expected no control characters");
        complains(137, 4, "OFFER.ranges[0].last: 0x3ff, expected at least range.first, 0x4f8");
        complains(146, 1, "OFFER.ranges[0].last: 0x103ff, expected a port, at most 0xffff");
        complains(36, 0, "header.length: 216, expected 128, where OFFER's last field ends");
    }

    @Test
    void namesThatAreTooLongOrNoTextAreRefused() {
        assertThatThrownBy(() -> new Hello("é".repeat(32)))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage("HELLO.name: 64 bytes, expected 1..63 bytes of UTF-8");
        assertThatThrownBy(() -> new Hello("a\ud800")).hasMessageStartingWith("HELLO.name: half a surrogate pair");
        ByteBuffer packet = HandoverCodec.encode(new Hello("x".repeat(63))).put(16 + 8 + 62, (byte) 0xC3);
        assertThatThrownBy(() -> HandoverCodec.decode(packet))
                .hasMessageStartingWith("HELLO.name: bytes that are no UTF-8");
        assertThatThrownBy(() ->
                        HandoverCodec.decode(packet.put(16 + 8 + 62, (byte) 'x').put(16 + 8 + 63, (byte) 'x')))
                .hasMessage("HELLO.name: no NUL, expected at most 63 bytes and a NUL");
    }

    @Test
    void aLongDomainNameIsCutAtTheEndOfACharacter() {
        Offer offer = new Offer(
                Offer.Hypervisor.XEN,
                Offer.BufferedIo.OFF,
                0,
                1,
                Offer.DomainType.HVM,
                0,
                new UUID(0, 0),
                "x".repeat(62) + "漢字",
                List.of(1),
                List.of());

        assertThat(offer.domainName()).isEqualTo("x".repeat(62));
    }

    @Test
    void twoRangesOfOneNameAreRefused() {
        assertThatThrownBy(() -> new Ranges(List.of(COM1, COM1)))
                .hasMessage("RANGES.ranges[1].name: com1, expected a name no other range has");
    }

    @Test
    void anErrorLongerThanAMessageIsCut() throws Exception {
        HandoverError error = new HandoverError(22, "x".repeat(70_000));

        assertThat(HandoverCodec.encode(error).remaining()).isEqualTo(Handover.MAX_LENGTH);
        assertThat(HandoverCodec.decode(HandoverCodec.encode(error))).isEqualTo(error);
    }

    @Test
    void aRangeContainsWholeAccessesOnly() {
        assertThat(COM1.contains(0x3ff, 1)).isTrue();
        assertThat(COM1.contains(0x3ff, 2)).isFalse();
        assertThat(COM1.contains(0x3f7, 2)).isFalse();
        HandoverRange top = new HandoverRange("top", HandoverRange.Kind.MEMORY, -16, -1);
        assertThat(top.contains(-8, 8)).isTrue();
        assertThat(top.contains(-4, 8)).isFalse();
        assertThat(top.contains(0, 1)).isFalse();
    }

    private static void complains(int offset, int value, String message) {
        ByteBuffer packet = HandoverCodec.encode(OFFER).put(offset, (byte) value);
        assertThatThrownBy(() -> HandoverCodec.decode(packet))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(message);
    }

    private static String bytes(ByteBuffer packet, int offset, int count) {
        byte[] bytes = new byte[count];
        packet.get(offset, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
