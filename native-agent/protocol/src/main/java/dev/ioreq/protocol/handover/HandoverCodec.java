package dev.ioreq.protocol.handover;

import dev.ioreq.protocol.handover.HandoverRange.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Messages to packets and back. The layouts stand in the package's documentation. */
public final class HandoverCodec {

    private HandoverCodec() {}

    /** One packet, from position 0 to its limit. */
    public static ByteBuffer encode(HandoverMessage message) {
        MessageWriter out = new MessageWriter(message.type());
        if (message instanceof Hello hello) {
            out.u16(hello.minVersion()).u16(hello.maxVersion()).u32(0).name(hello.name());
        } else if (message instanceof Offer offer) {
            offer(out, offer);
        } else if (message instanceof Ranges ranges) {
            out.u32(ranges.ranges().size()).u32(0);
            ranges.ranges().forEach(range -> range(out, range));
        } else if (message instanceof Detach detach) {
            out.u32(detach.reason());
        } else if (message instanceof Resume resume) {
            out.u16(resume.serverId()).u16(0).u32(resume.domid()).name(resume.name());
        } else if (message instanceof HandoverError error) {
            out.u32(error.errno()).text(error.text());
        }
        return out.packet();
    }

    /**
     * Reads one packet; the buffer's position and limit stay as they are.
     *
     * @throws MalformedMessageException if the bytes are no message: names the field, the value and what was expected
     */
    public static HandoverMessage decode(ByteBuffer packet) throws MalformedMessageException {
        try {
            MessageReader in = new MessageReader(packet);
            HandoverMessage message = body(in);
            in.end();
            return message;
        } catch (InvalidFieldException e) {
            throw new MalformedMessageException(e);
        }
    }

    private static HandoverMessage body(MessageReader in) {
        return switch (in.type()) {
            case HELLO -> {
                int min = in.u16("minVersion");
                int max = in.u16("maxVersion");
                in.zero("flags", Integer.BYTES);
                yield new Hello(min, max, in.name("name"));
            }
            case OFFER -> offer(in);
            case READY -> new Ready();
            case RANGES -> {
                int count = in.count("count", 0, Handover.MAX_RANGES);
                in.zero("pad", 4);
                yield new Ranges(ranges(in, count));
            }
            case DETACH -> new Detach(in.u32("reason"));
            case DETACHED -> new Detached();
            case RESUME -> {
                int server = in.u16("serverId");
                in.zero("pad", 2);
                yield new Resume(server, in.u32("domid"), in.name("name"));
            }
            case RESUMED -> new Resumed();
            case ERROR -> new HandoverError(in.u32("errno"), in.rest("text"));
        };
    }

    private static void offer(MessageWriter out, Offer offer) {
        out.u8(offer.hypervisor().ordinal())
                .u8(offer.bufferedIo().ordinal())
                .u16(offer.serverId())
                .u32(offer.domid())
                .u8(offer.domainType().ordinal() + 1)
                .zero(3)
                .u32(offer.vcpus())
                .u32(offer.bufferedLocalPort())
                .u32(offer.ranges().size())
                .uuid(offer.uuid())
                .name(offer.domainName());
        offer.localPorts().forEach(out::u32);
        offer.ranges().forEach(range -> range(out, range));
    }

    private static Offer offer(MessageReader in) {
        var hypervisor = in.oneOf("hypervisor", Offer.Hypervisor.values(), 0);
        var bufferedIo = in.oneOf("bufferedIo", Offer.BufferedIo.values(), 0);
        int serverId = in.u16("serverId");
        int domid = in.u32("domid");
        var domainType = in.oneOf("domainType", Offer.DomainType.values(), 1);
        in.zero("pad", 3);
        int vcpus = in.count("vcpus", 1, Handover.MAX_VCPUS);
        int bufferedLocalPort = in.u32("bufferedLocalPort");
        int rangeCount = in.count("ranges", 0, Handover.MAX_RANGES);
        var uuid = in.uuid("uuid");
        String domainName = in.name("domainName");
        List<Integer> localPorts = new ArrayList<>();
        for (int slot = 0; slot < vcpus; slot++) {
            localPorts.add(in.u32("localPort[" + slot + "]"));
        }
        return new Offer(
                hypervisor,
                bufferedIo,
                serverId,
                domid,
                domainType,
                bufferedLocalPort,
                uuid,
                domainName,
                localPorts,
                ranges(in, rangeCount));
    }

    private static void range(MessageWriter out, HandoverRange range) {
        out.u8(range.kind().ordinal())
                .zero(7)
                .u64(range.first())
                .u64(range.last())
                .name(range.name());
    }

    private static List<HandoverRange> ranges(MessageReader in, int count) {
        List<HandoverRange> ranges = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            String field = "ranges[" + at + "].";
            Kind kind = in.oneOf(field + "kind", Kind.values(), 0);
            in.zero(field + "pad", 7);
            long first = in.u64(field + "first");
            long last = in.u64(field + "last");
            String name = in.name(field + "name");
            try {
                ranges.add(new HandoverRange(name, kind, first, last));
            } catch (InvalidFieldException e) {
                throw e.ofRange(in.type() + ".ranges[" + at + "]");
            }
        }
        return ranges;
    }
}
