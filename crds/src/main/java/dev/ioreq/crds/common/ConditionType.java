package dev.ioreq.crds.common;

/** The conditions our resources carry, in the order in which a server comes to life. */
public enum ConditionType {
    AUTHORIZED("Authorized", "IoreqServer", "A DomainGrant lets the namespace attach emulators to the domain."),
    DOMAIN_FOUND("DomainFound", "IoreqServer", "The domain runs, and on which node is known."),
    SERVER_CREATED("ServerCreated", "IoreqServer", "The hypervisor holds the IOREQ server."),
    FRAMES_ACQUIRED(
            "FramesAcquired",
            "IoreqServer",
            "The frames through which guest and emulator talk are acquired, and the server is enabled."),
    EMULATOR_ATTACHED("EmulatorAttached", "IoreqServer", "The emulator holds the frames and answers the guest."),
    AGENT_CONNECTED("AgentConnected", "XenNode", "The operator watches the node's agent."),
    READY("Ready", ConditionType.EVERY, "The declared state is there."),
    RECONCILING(
            "Reconciling",
            ConditionType.EVERY,
            "Being worked on. Present only while True, or False once Ready has been reached (kstatus)."),
    STALLED(
            "Stalled",
            ConditionType.EVERY,
            "Stuck: nothing moves until a person acts. Present only while True, or False once Ready has been reached (kstatus).");

    private static final String EVERY = "every kind";

    private final String value;
    private final String on;
    private final String description;

    ConditionType(String value, String on, String description) {
        this.value = value;
        this.on = on;
        this.description = description;
    }

    /** Whether resources of the kind carry it. */
    public boolean isOn(String kind) {
        return on.equals(EVERY) || on.equals(kind);
    }

    /** What {@code True} means. */
    public String description() {
        return description;
    }

    /** The word in the resource, for example {@code DomainFound}. */
    @Override
    public String toString() {
        return value;
    }
}
