package dev.ioreq.operator.xennode;

import static dev.ioreq.crds.common.ConditionType.AGENT_CONNECTED;
import static dev.ioreq.crds.common.ConditionType.READY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.Condition;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.xennode.DomainStatus;
import dev.ioreq.crds.xennode.HypervisorStatus;
import dev.ioreq.crds.xennode.ServerCounts;
import dev.ioreq.crds.xennode.XenNode;
import dev.ioreq.crds.xennode.XenNodeStatus;
import dev.ioreq.operator.agents.LinkState;
import dev.ioreq.operator.agents.ObservedNode;
import dev.ioreq.operator.conditions.Conditions;
import dev.ioreq.operator.testing.HandClock;
import dev.ioreq.protocol.agent.Domain;
import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.DomainType;
import dev.ioreq.protocol.agent.HypervisorKind;
import dev.ioreq.protocol.agent.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class XenNodeStatusFactoryTest {

    private final HandClock clock = new HandClock();
    private final XenNodeStatusFactory factory = new XenNodeStatusFactory(clock);
    private final XenNode xenNode = new XenNode();

    XenNodeStatusFactoryTest() {
        xenNode.setMetadata(
                new ObjectMetaBuilder().withName("xen-a").withGeneration(1L).build());
    }

    @Test
    void theInventoryIsToldSortedWithItsSums() {
        XenNodeStatus status = factory.status(
                xenNode,
                connected(domain(9, "db", List.of(), List.of(0)), domain(7, "web", List.of(1, 2), List.of(0))));
        assertThat(status.hypervisor()).isEqualTo(new HypervisorStatus(HypervisorStatus.Kind.SIMULATED, "4.20"));
        assertThat(status.bootId()).isEqualTo("boot-1");
        assertThat(status.domains()).extracting(DomainStatus::id).containsExactly(7, 9);
        assertThat(status.domains().get(0).servers()).isEqualTo(new ServerCounts(2, 5, 1));
        assertThat(status.totals().domains()).isEqualTo(2);
        assertThat(status.totals().servers()).isEqualTo(new ServerCounts(2, 12, 2));
        assertThat(Conditions.of(status.conditions()).isTrue(AGENT_CONNECTED)).isTrue();
    }

    @Test
    void theSameInventoryTwiceIsTheSameStatus() {
        ObservedNode node = connected(domain(7, "web", List.of(1), List.of()));
        xenNode.setStatus(factory.status(xenNode, node));
        clock.advance(Duration.ofHours(1));
        assertThat(factory.status(xenNode, node)).isEqualTo(xenNode.getStatus());
    }

    @Test
    void theSameConditionsInAnotherOrderAreNoNews() {
        ObservedNode node = connected(domain(7, "web", List.of(1), List.of()));
        XenNodeStatus status = factory.status(xenNode, node);
        List<Condition> turned = new ArrayList<>(status.conditions());
        Collections.reverse(turned);
        XenNodeStatus stored = new XenNodeStatus(
                status.observedGeneration(),
                status.hypervisor(),
                status.bootId(),
                status.agent(),
                status.totals(),
                status.domains(),
                turned);
        assertThat(turned).isNotEqualTo(status.conditions());
        assertThat(XenNodeStatusFactory.differs(status, stored)).isFalse();
        assertThat(XenNodeStatusFactory.differs(status, null)).isTrue();
        XenNodeStatus another = factory.status(xenNode, connected(domain(7, "web", List.of(1, 2), List.of())));
        assertThat(XenNodeStatusFactory.differs(another, stored)).isTrue();
    }

    @Test
    void whatWasToldStaysWhileTheAgentIsNotHeard() {
        xenNode.setStatus(factory.status(xenNode, connected(domain(7, "web", List.of(1), List.of()))));
        var silent = new LinkState.Silent(clock.instant(), "Watch at 10.0.0.1:9443: UNAVAILABLE", true);
        XenNodeStatus status = factory.status(xenNode, new ObservedNode("xen-a", silent, Optional.empty(), Map.of()));
        assertThat(status.domains()).hasSize(1);
        assertThat(Conditions.of(status.conditions()).status(AGENT_CONNECTED)).isEqualTo(ConditionStatus.FALSE);
        assertThat(Conditions.of(status.conditions()).status(READY)).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(Conditions.of(status.conditions())
                        .get(AGENT_CONNECTED)
                        .orElseThrow()
                        .message())
                .contains("10.0.0.1:9443");
    }

    @Test
    void moreDomainsThanTheSchemaTakesAreCountedButNotListed() {
        Domain[] many = IntStream.rangeClosed(1, 4100)
                .mapToObj(id -> domain(id, "d" + id, List.of(), List.of()))
                .toArray(Domain[]::new);
        XenNodeStatus status = factory.status(xenNode, connected(many));
        assertThat(status.domains()).hasSize(XenNodeStatusFactory.MOST_DOMAINS);
        assertThat(status.totals().domains()).isEqualTo(4100);
    }

    private static ObservedNode connected(Domain... domains) {
        Node node = Node.newBuilder()
                .setName("xen-a")
                .setAgentVersion("0.1.0")
                .setAgentInstance("i")
                .setHypervisor(HypervisorKind.HYPERVISOR_KIND_SIMULATED)
                .setHypervisorVersion("4.20")
                .setBootId("boot-1")
                .addAllDomains(List.of(domains))
                .build();
        return new ObservedNode("xen-a", new LinkState.Connected(), Optional.of(node), Map.of());
    }

    private static Domain domain(int id, String name, List<Integer> own, List<Integer> foreign) {
        return Domain.newBuilder()
                .setIdentity(DomainIdentity.newBuilder()
                        .setId(id)
                        .setName(name)
                        .setUuid("u" + id)
                        .setIncarnation("i" + id))
                .setType(DomainType.DOMAIN_TYPE_HVM)
                .setVcpus(1)
                .addAllOwnServers(own)
                .addAllForeignServers(foreign)
                .setFreeServers(8 - own.size() - foreign.size())
                .build();
    }
}
