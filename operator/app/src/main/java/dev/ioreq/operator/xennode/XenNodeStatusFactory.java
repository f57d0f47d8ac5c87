package dev.ioreq.operator.xennode;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.xennode.AgentStatus;
import dev.ioreq.crds.xennode.DomainStatus;
import dev.ioreq.crds.xennode.HypervisorStatus;
import dev.ioreq.crds.xennode.NodeTotals;
import dev.ioreq.crds.xennode.ServerCounts;
import dev.ioreq.crds.xennode.XenNode;
import dev.ioreq.crds.xennode.XenNodeStatus;
import dev.ioreq.operator.agents.LinkState;
import dev.ioreq.operator.agents.ObservedNode;
import dev.ioreq.operator.conditions.Conditions;
import dev.ioreq.operator.conditions.Finding;
import dev.ioreq.protocol.agent.Domain;
import dev.ioreq.protocol.agent.DomainType;
import dev.ioreq.protocol.agent.HypervisorKind;
import dev.ioreq.protocol.agent.Node;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** Makes the status of a XenNode from what its agent told. What was told stays while the agent is not heard. */
final class XenNodeStatusFactory {

    /** {@code maxItems} of {@code status.domains}. */
    static final int MOST_DOMAINS = 4096;

    private final Clock clock;

    XenNodeStatusFactory(Clock clock) {
        this.clock = clock;
    }

    /**
     * Whether a new status says anything that the one before does not. In which order conditions stand is the API server's affair: those
     * it had first stay first.
     */
    static boolean differs(XenNodeStatus now, XenNodeStatus before) {
        return before == null
                || !now.equals(new XenNodeStatus(
                        before.observedGeneration(),
                        before.hypervisor(),
                        before.bootId(),
                        before.agent(),
                        before.totals(),
                        before.domains(),
                        Conditions.of(before.conditions()).toList()));
    }

    XenNodeStatus status(XenNode xenNode, ObservedNode observed) {
        long generation = xenNode.getMetadata().getGeneration();
        XenNodeStatus before = xenNode.getStatus();
        Conditions conditions =
                conditions(Conditions.of(before == null ? null : before.conditions()), observed.link(), generation);
        if (observed.inventory().isEmpty()) {
            return before == null
                    ? new XenNodeStatus(generation, null, null, null, null, null, conditions.toList())
                    : new XenNodeStatus(
                            generation,
                            before.hypervisor(),
                            before.bootId(),
                            before.agent(),
                            before.totals(),
                            before.domains(),
                            conditions.toList());
        }
        Node node = observed.inventory().get();
        return new XenNodeStatus(
                generation,
                hypervisor(node),
                emptyToNull(node.getBootId()),
                new AgentStatus(emptyToNull(node.getAgentVersion()), emptyToNull(node.getAgentInstance())),
                totals(node),
                domains(node),
                conditions.toList());
    }

    private Conditions conditions(Conditions before, LinkState link, long generation) {
        Finding connected;
        Finding ready;
        if (link instanceof LinkState.Silent silent) {
            connected = Finding.no(ConditionReason.AGENT_UNREACHABLE, silent.why());
            ready = new Finding(
                    ConditionStatus.UNKNOWN,
                    ConditionReason.AGENT_UNREACHABLE.toString(),
                    "The agent is not heard; servers and emulators go on without it");
        } else {
            connected = Finding.yes(ConditionReason.AGENT_CONNECTED, "The agent's stream of changes is open");
            ready = Finding.yes(ConditionReason.READY, "The agent is connected");
        }
        return before.with(ConditionType.AGENT_CONNECTED, connected, generation, clock)
                .with(ConditionType.READY, ready, generation, clock);
    }

    private static HypervisorStatus hypervisor(Node node) {
        HypervisorStatus.Kind kind = node.getHypervisor() == HypervisorKind.HYPERVISOR_KIND_SIMULATED
                ? HypervisorStatus.Kind.SIMULATED
                : HypervisorStatus.Kind.XEN;
        return new HypervisorStatus(kind, emptyToNull(node.getHypervisorVersion()));
    }

    private static NodeTotals totals(Node node) {
        List<Domain> domains = node.getDomainsList();
        return new NodeTotals(
                domains.size(),
                new ServerCounts(
                        domains.stream().mapToInt(Domain::getOwnServersCount).sum(),
                        domains.stream().mapToInt(Domain::getFreeServers).sum(),
                        domains.stream()
                                .mapToInt(Domain::getForeignServersCount)
                                .sum()));
    }

    private static List<DomainStatus> domains(Node node) {
        return node.getDomainsList().stream()
                .sorted(Comparator.comparingInt(domain -> domain.getIdentity().getId()))
                .limit(MOST_DOMAINS)
                .map(XenNodeStatusFactory::domain)
                .toList();
    }

    private static DomainStatus domain(Domain domain) {
        var identity = domain.getIdentity();
        return new DomainStatus(
                identity.getId(),
                identity.getUuid(),
                identity.getName(),
                identity.getIncarnation(),
                type(domain.getType()),
                domain.getVcpus(),
                new ServerCounts(
                        domain.getOwnServersCount(), domain.getFreeServers(), domain.getForeignServersCount()));
    }

    private static DomainStatus.Type type(DomainType type) {
        return switch (type) {
            case DOMAIN_TYPE_PV -> DomainStatus.Type.PV;
            case DOMAIN_TYPE_PVH -> DomainStatus.Type.PVH;
            case DOMAIN_TYPE_HVM -> DomainStatus.Type.HVM;
            case DOMAIN_TYPE_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
