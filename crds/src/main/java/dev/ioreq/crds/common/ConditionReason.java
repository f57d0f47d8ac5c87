package dev.ioreq.crds.common;

import java.util.Set;

/**
 * The reasons the operator gives in conditions. Programs may rely on the words; an agent of another version may send words that are
 * not among them, so a reader must expect others.
 */
public enum ConditionReason {
    PENDING(On.ALL, "Pending", "Not looked at yet: the operator has not seen this generation."),
    READY(On.ALL, "Ready", "All is as declared."),
    GRANTED(On.SERVER, "Granted", "A DomainGrant covers the namespace, the domain and its node."),
    NO_GRANT(
            On.SERVER,
            "NoGrant",
            "No DomainGrant covers it. Nothing is created; ask the cluster's administrator for a grant."),
    FOUND(On.SERVER, "Found", "The domain runs on the node in the status."),
    DOMAIN_NOT_FOUND(
            On.SERVER,
            "DomainNotFound",
            "No node reports such a domain. The server follows as soon as the domain starts."),
    DOMAIN_AMBIGUOUS(
            On.SERVER, "DomainAmbiguous", "More than one domain matches. Name it by uuid, or set spec.nodeName."),
    NODE_NOT_FOUND(On.SERVER, "NodeNotFound", "spec.nodeName names no XenNode."),
    NODE_GONE(On.SERVER_AND_NODE, "NodeGone", "The Kubernetes node was removed, and the server with it."),
    AGENT_UNREACHABLE(
            On.SERVER_AND_NODE,
            "AgentUnreachable",
            "The node's agent does not answer. Servers and emulators go on without it; only news is missing."),
    AGENT_CONNECTED(On.NODE, "AgentConnected", "The agent's stream of changes is open."),
    RANGE_OVERLAP(
            On.SERVER,
            "RangeOverlap",
            "A range overlaps one of another server of the same domain; the message names both."),
    NO_SERVER_SLOT(On.SERVER, "NoServerSlot", "All 8 servers the hypervisor has for a domain are taken."),
    CREATING(On.SERVER, "Creating", "The agent works on it."),
    CREATED(On.SERVER, "Created", "The hypervisor holds the server under status.serverId."),
    ACQUIRED(On.SERVER, "Acquired", "The agent holds the frames."),
    HYPERVISOR_REFUSED(
            On.SERVER,
            "HypervisorRefused",
            "The hypervisor answered with an error; the message names the call and the errno."),
    JOURNAL_FAILED(
            On.SERVER,
            "JournalFailed",
            "The agent could not write its journal and therefore changes nothing. Look at the node's disk."),
    POD_PENDING(On.SERVER, "PodPending", "The emulator's pod is not running yet."),
    POD_FAILED(On.SERVER, "PodFailed", "The emulator's pod cannot run; the message says what the kubelet says."),
    EMULATOR_ABSENT(On.SERVER, "EmulatorAbsent", "No emulator has attached yet."),
    EMULATOR_ATTACHING(On.SERVER, "EmulatorAttaching", "The emulator is connected and not yet ready."),
    ATTACHED(On.SERVER, "Attached", "The emulator answers the guest."),
    EMULATOR_STALLED(
            On.SERVER, "EmulatorStalled", "The emulator is attached, but a request has been waiting without progress."),
    EMULATOR_LOST(On.SERVER, "EmulatorLost", "The emulator is gone; the guest's accesses wait for it."),
    EMULATOR_FENCED(
            On.SERVER,
            "EmulatorFenced",
            "The emulator is gone and the patience is over: reads give all ones, writes are dropped."),
    EMULATOR_RESUMING(
            On.SERVER,
            "EmulatorResuming",
            "The agent was restarted; the emulator serves on and has not come back to the socket yet."),
    DISABLED(On.SERVER, "Disabled", "spec.enabled is false: the server exists, its ranges do not."),
    RELEASING(On.SERVER, "Releasing", "Deleted: on the way out of the hypervisor."),
    INVALID(On.ALL, "Invalid", "The declaration cannot be obeyed; the message names the field and the fix.");

    private final Set<String> kinds;
    private final String value;
    private final String description;

    ConditionReason(Set<String> kinds, String value, String description) {
        this.kinds = kinds;
        this.value = value;
        this.description = description;
    }

    /** Whether conditions of resources of the kind may have it. */
    public boolean isOn(String kind) {
        return kinds.contains(kind);
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

    /** The kinds whose conditions may have a reason. */
    private static final class On {
        static final Set<String> SERVER = Set.of("IoreqServer");
        static final Set<String> NODE = Set.of("XenNode");
        static final Set<String> SERVER_AND_NODE = Set.of("IoreqServer", "XenNode");
        static final Set<String> ALL = Set.of("IoreqServer", "XenNode", "DomainGrant");
    }
}
