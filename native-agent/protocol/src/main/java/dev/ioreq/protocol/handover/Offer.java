package dev.ioreq.protocol.handover;

import java.util.List;
import java.util.UUID;

/**
 * The agent hands over one IOREQ server. With it travel three descriptors: the frames, the event channel and the progress page.
 *
 * @param hypervisor says how the frames are mapped and how a port is notified
 * @param bufferedIo the server's buffered ring; with OFF frame 0 does not exist
 * @param serverId the server's id in its domain, 0..65535
 * @param domid the guest, 1..32751
 * @param domainType PV guests have no IOREQ servers; the value exists because the field has it
 * @param bufferedLocalPort the ring's port, valid for the event channel descriptor; 0 exactly when bufferedIo is OFF
 * @param uuid the guest's uuid, on the wire in the byte order of RFC 4122
 * @param domainName the guest's name, for logs; cut to 63 bytes at the end of a character, it may be empty
 * @param localPorts the port of each vCPU's slot, slot n at index n, valid for the event channel descriptor; 1..128 of them
 * @param ranges what the guest's accesses may hit, at most 256, names unique
 */
public record Offer(
        Hypervisor hypervisor,
        BufferedIo bufferedIo,
        int serverId,
        int domid,
        DomainType domainType,
        int bufferedLocalPort,
        UUID uuid,
        String domainName,
        List<Integer> localPorts,
        List<HandoverRange> ranges)
        implements HandoverMessage {

    /** Which hypervisor the descriptors belong to. Ordinal = wire value. */
    public enum Hypervisor {
        XEN,
        SIMULATED
    }

    /** HVM_IOREQSRV_BUFIOREQ_*. Ordinal = wire value. */
    public enum BufferedIo {
        OFF,
        LEGACY,
        ATOMIC
    }

    /** What kind of guest it is. Ordinal + 1 = wire value. */
    public enum DomainType {
        PV,
        PVH,
        HVM
    }

    public Offer {
        Fields.within("OFFER.serverId", serverId, 0, 0xFFFF);
        Fields.within("OFFER.domid", domid, 1, Handover.MAX_DOMID);
        Fields.within("OFFER.vcpus", localPorts.size(), 1, Handover.MAX_VCPUS);
        if ((bufferedIo == BufferedIo.OFF) != (bufferedLocalPort == 0) || bufferedLocalPort < 0) {
            throw new InvalidFieldException(
                    "OFFER.bufferedLocalPort",
                    Integer.toUnsignedString(bufferedLocalPort),
                    bufferedIo == BufferedIo.OFF
                            ? "0, for bufferedIo is OFF"
                            : "a port, for bufferedIo is " + bufferedIo);
        }
        domainName = Fields.cut(Fields.text("OFFER.domainName", domainName), Handover.NAME_LENGTH - 1);
        for (int slot = 0; slot < localPorts.size(); slot++) {
            Fields.within("OFFER.localPort[" + slot + "]", localPorts.get(slot), 1, Integer.MAX_VALUE);
        }
        localPorts = List.copyOf(localPorts);
        ranges = Fields.ranges("OFFER", ranges);
    }

    /** One slot a vCPU. */
    public int vcpus() {
        return localPorts.size();
    }

    @Override
    public HandoverType type() {
        return HandoverType.OFFER;
    }
}
