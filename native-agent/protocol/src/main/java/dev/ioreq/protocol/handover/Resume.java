package dev.ioreq.protocol.handover;

/**
 * "I went on serving while the agent was away": an emulator gives the descriptors it holds to a restarted agent. With it travel
 * two descriptors: the event channel and the progress page.
 *
 * @param serverId the server it serves
 * @param domid the guest it serves
 * @param name who it is, as in {@link Hello}
 */
public record Resume(int serverId, int domid, String name) implements HandoverMessage {

    public Resume {
        Fields.within("RESUME.serverId", serverId, 0, 0xFFFF);
        Fields.within("RESUME.domid", domid, 1, Handover.MAX_DOMID);
        Fields.name("RESUME.name", name);
    }

    @Override
    public HandoverType type() {
        return HandoverType.RESUME;
    }
}
