package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.crds.common.Condition;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.simulated.SimulatedHypervisorClient;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.pods.EmulatorImages;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.playground.story.Server;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets a clear answer at the right place, changes nothing and loses nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COM1 = Declarations.ports(0x3f8);
    private static final int MOST_SERVERS = 8;

    private PlaygroundCluster cluster;
    private Server healthy;

    @BeforeAll
    void aNodeWithAHealthyServer() throws Exception {
        cluster = PlaygroundCluster.start(ClusterPlan.oneNode());
        for (String name : new String[] {"guest", "full", "ungranted"}) {
            cluster.boots(new DeclaredGuest("xen-a", name, DomainType.PVH, 1, ""));
        }
        cluster.declare(Declarations.grant("guest"));
        cluster.declare(Declarations.grant("full").replace("name: scenario", "name: scenario-full"));
        cluster.awaitAgents();
        healthy = declared("healthy", "{name: guest}", COM1);
        healthy.awaitReady(PATIENCE);
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    @AfterEach
    void theHealthyServerIsUntouched() throws Exception {
        assertThat(healthy.unready()).isEmpty();
        assertThat(cluster.serversInHypervisor("xen-a", "guest")).isEqualTo(1);
    }

    @Tag(Stages.SINCE_1_31)
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "first above last       | {name: guest}         | port: {first: \"0x3ff\", last: \"0x3f8\"} | port.first in spec.ranges is above port.last",
                "a port that is too big | {name: guest}         | port: {first: \"0x3f8\", last: \"0x10000\"} | spec.ranges[0].port.last",
                "two selectors          | {name: guest, id: 1}  | port: {first: \"0x2f8\", last: \"0x2ff\"} | exactly one of name, uuid and id",
                "no selector            | {}                    | port: {first: \"0x2f8\", last: \"0x2ff\"} | exactly one of name, uuid and id",
                "an unknown PCI syntax  | {name: guest}         | pci: \"5:0\"                             | spec.ranges[0].pci",
            })
    void whatIsWrongInItselfIsRefusedByTheApi(String what, String domain, String range, String message) {
        assertThatThrownBy(() -> declared("bad", domain, range))
                .as(what)
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(422))
                .hasMessageContaining(message);
        assertThat(cluster.server("demo", "bad").resource()).isEmpty();
    }

    @Test
    @Tag(Stages.SINCE_1_31)
    void rangesOfOneServerThatOverlapAreRefusedByTheApi() {
        String overlapping = Declarations.server("bad", "{name: guest}", Declarations.ports(0x2f8), EmulatorImages.MANY)
                .replace("  emulator:", "  - {name: other, " + Declarations.ports(0x2ff) + "}\n  emulator:");

        assertThatThrownBy(() -> cluster.declare(overlapping))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("two ranges of ports overlap");
    }

    @Test
    void anOverlapWithAnotherServerNamesThatServerAndItsRange() throws Exception {
        Server late =
                declared("late", "{name: guest}", Declarations.ports(0x3f0).replace("0x3f7", "0x3f8"));

        late.await(ConditionType.READY, ConditionStatus.FALSE, "RangeOverlap", PATIENCE);

        assertThat(message(late)).contains("healthy").contains("0x3f8");
        assertThat(cluster.serversInHypervisor("xen-a", "guest")).isEqualTo(1);
        late.isDeleted();
        late.awaitGone(PATIENCE);
    }

    @Test
    void anUnknownDomainIsWaitedFor() throws Exception {
        Server early = declared("early", "{name: guest-to-come}", COM1);
        cluster.declare(Declarations.grant("guest-to-come").replace("name: scenario", "name: scenario-early"));

        early.await(ConditionType.READY, ConditionStatus.FALSE, "DomainNotFound", PATIENCE);
        assertThat(message(early)).contains("guest-to-come");

        cluster.boots(new DeclaredGuest("xen-a", "guest-to-come", DomainType.PVH, 1, ""));
        early.awaitReady(PATIENCE);
        early.isDeleted();
        early.awaitGone(PATIENCE);
    }

    @Test
    void withoutAGrantNothingIsCreatedUntilThereIsOne() throws Exception {
        Server hopeful = declared("hopeful", "{name: ungranted}", COM1);

        hopeful.await(ConditionType.READY, ConditionStatus.FALSE, "NoGrant", PATIENCE);
        assertThat(message(hopeful)).contains("DomainGrant");
        assertThat(cluster.serversInHypervisor("xen-a", "ungranted")).isZero();

        cluster.declare(Declarations.grant("ungranted").replace("name: scenario", "name: scenario-late"));
        hopeful.awaitReady(PATIENCE);
        hopeful.isDeleted();
        hopeful.awaitGone(PATIENCE);
    }

    @Test
    void theNinthServerOfAGuestIsToldSoAndFollowsWhenOneGoes() throws Exception {
        for (int i = 0; i < MOST_SERVERS; i++) {
            declared("full-" + i, "{name: full}", Declarations.ports(0x1000 + i * 8));
        }
        for (int i = 0; i < MOST_SERVERS; i++) {
            cluster.server("demo", "full-" + i).awaitReady(PATIENCE);
        }

        Server ninth = declared("ninth", "{name: full}", Declarations.ports(0x2000));
        ninth.await(ConditionType.READY, ConditionStatus.FALSE, "NoServerSlot", PATIENCE);
        assertThat(message(ninth)).contains("8");

        cluster.server("demo", "full-3").isDeleted();
        ninth.awaitReady(PATIENCE);
    }

    @Test
    void aBufferedFrameOfAServerWithoutBufferingIsRefusedByTheHypervisor() {
        int domid = healthy.status().orElseThrow().domain().id();
        int server = healthy.status().orElseThrow().serverId();
        try (Hypervisor hypervisor = SimulatedHypervisorClient.connect(
                cluster.simulatedNode("xen-a").layout().hypervisorSocket())) {
            assertThatThrownBy(() ->
                            hypervisor.acquireFrames(new DomainId(domid), ResourceType.IOREQ_SERVER, server, 0, 1))
                    .isInstanceOfSatisfying(XenException.class, refused -> assertThat(refused.errno())
                            .isEqualTo(Errno.ENOENT))
                    .hasMessageContaining("domid=" + domid);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Server declared(String name, String domain, String range) {
        cluster.declare(Declarations.server(name, domain, range, EmulatorImages.MANY));
        return cluster.server("demo", name);
    }

    private static String message(Server server) {
        return server.condition(ConditionType.READY).map(Condition::message).orElseThrow();
    }
}
