package dev.ioreq.crds.common;

/**
 * The reasons the operator gives in conditions. Programs may rely on the words; an agent of another version may send words that are
 * not among them, so a reader must expect others.
 */
public enum ConditionReason {
    PENDING("Pending", "Not looked at yet: the operator has not seen this generation."),
    READY("Ready", "All is as declared."),
    GRANTED("Granted", "A DomainGrant covers the namespace, the domain and its node."),
    NO_GRANT("NoGrant", "No DomainGrant covers it. Nothing is created; ask the cluster's administrator for a grant."),
    FOUND("Found", "The domain runs on the node in the status."),
    DOMAIN_NOT_FOUND(
            "DomainNotFound", "No node reports such a domain. The server follows as soon as the domain starts."),
    DOMAIN_AMBIGUOUS("DomainAmbiguous", "More than one domain matches. Name it by uuid, or set spec.nodeName."),
    NODE_NOT_FOUND("NodeNotFound", "spec.nodeName names no XenNode."),
    NODE_GONE("NodeGone", "The Kubernetes node was removed, and the server with it."),
    AGENT_UNREACHABLE(
            "AgentUnreachable",
            "The node's agent does not answer. Servers and emulators go on without it; only news is missing."),
    AGENT_CONNECTED("AgentConnected", "The agent's stream of changes is open."),
    RANGE_OVERLAP("RangeOverlap", "A range overlaps one of another server of the same domain; the message names both."),
    NO_SERVER_SLOT("NoServerSlot", "All 8 servers the hypervisor has for a domain are taken."),
    CREATING("Creating", "The agent works on it."),
    CREATED("Created", "The hypervisor holds the server under status.serverId."),
    ACQUIRED("Acquired", "The agent holds the frames."),
    HYPERVISOR_REFUSED(
            "HypervisorRefused", "The hypervisor answered with an error; the message names the call and the errno."),
    JOURNAL_FAILED(
            "JournalFailed",
            "The agent could not write its journal and therefore changes nothing. Look at the node's disk."),
    POD_PENDING("PodPending", "The emulator's pod is not running yet."),
    POD_FAILED("PodFailed", "The emulator's pod cannot run; the message says what the kubelet says."),
    EMULATOR_ABSENT("EmulatorAbsent", "No emulator has attached yet."),
    EMULATOR_ATTACHING("EmulatorAttaching", "The emulator is connected and not yet ready."),
    ATTACHED("Attached", "The emulator answers the guest."),
    EMULATOR_STALLED("EmulatorStalled", "The emulator is attached, but a request has been waiting without progress."),
    EMULATOR_LOST("EmulatorLost", "The emulator is gone; the guest's accesses wait for it."),
    EMULATOR_FENCED(
            "EmulatorFenced",
            "The emulator is gone and the patience is over: reads give all ones, writes are dropped."),
    EMULATOR_RESUMING(
            "EmulatorResuming",
            "The agent was restarted; the emulator serves on and has not come back to the socket yet."),
    DISABLED("Disabled", "spec.enabled is false: the server exists, its ranges do not."),
    RELEASING("Releasing", "Deleted: on the way out of the hypervisor."),
    INVALID("Invalid", "The declaration cannot be obeyed; the message names the field and the fix.");

    private final String value;
    private final String description;

    ConditionReason(String value, String description) {
        this.value = value;
        this.description = description;
    }

    /** What it means and, where something is to be done, what. */
    public String description() {
        return description;
    }

    /** The word in the resource, for example {@code NoGrant}. */
    @Override
    public String toString() {
        return value;
    }
}
