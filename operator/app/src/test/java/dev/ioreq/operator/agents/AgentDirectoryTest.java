package dev.ioreq.operator.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.operator.testing.HandClock;
import dev.ioreq.operator.testing.HandTimer;
import dev.ioreq.operator.testing.ScriptedAgent;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.ServerState;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections, streams and the fleet's memory, against an agent in the same process. */
class AgentDirectoryTest {

    private final String process = UUID.randomUUID().toString();
    private final HandClock clock = new HandClock();
    private final HandTimer timer = new HandTimer();
    private final Fleet fleet = new Fleet(clock);
    private final ScriptedAgent agent = new ScriptedAgent("xen-a");
    private final List<String> heard = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private AgentDirectory agents;
    private Server server;

    @BeforeEach
    void anAgentThatListens() throws IOException {
        server = InProcessServerBuilder.forName(process)
                .directExecutor()
                .addService(agent)
                .build()
                .start();
        agents = new AgentDirectory(
                (node, endpoint) -> {
                    opened.add(node + " " + endpoint);
                    return InProcessChannelBuilder.forName(process)
                            .directExecutor()
                            .build();
                },
                fleet,
                new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5)),
                timer);
        fleet.listen(new FleetListener() {
            @Override
            public void serverChanged(String node, ServerState changed) {
                heard.add("server " + changed.getKey());
            }

            @Override
            public void serverGone(String node, ServerState last) {
                heard.add("gone " + last.getKey());
            }

            @Override
            public void domainsChanged(String node, Set<DomainIdentity> domains) {
                domains.forEach(domain -> heard.add("domain " + domain.getName()));
            }
        });
    }

    @AfterEach
    void close() {
        agents.close();
        server.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void theSnapshotIsKnownAtOnceAndChangesFollow() {
        agent.starts(7, "web");
        connect();
        assertThat(fleet.node("xen-a").orElseThrow().link().connected()).isTrue();
        assertThat(heard).containsExactly("domain web");
        agent.starts(8, "db");
        assertThat(heard).containsExactly("domain web", "domain db");
    }

    @Test
    void whatWasHeardStaysWhileTheAgentIsSilentAndSinceWhenIsKept() {
        agent.holds(state("a"));
        connect();
        agent.dies();
        var since = clock.instant();
        clock.advance(Duration.ofSeconds(3));
        timer.runAll();
        clock.advance(Duration.ofSeconds(3));
        ObservedNode node = fleet.node("xen-a").orElseThrow();
        assertThat(node.link()).isInstanceOfSatisfying(LinkState.Silent.class, silent -> {
            assertThat(silent.since()).isEqualTo(since);
            assertThat(silent.why()).contains("connection refused");
        });
        assertThat(node.servers()).containsOnlyKeys("a");
        assertThat(fleet.holders("a")).containsExactly("xen-a");
    }

    @Test
    void aFirstCallThatIsNotAnsweredYetIsNoSilenceUntilItFails() {
        fleet.calling("xen-b", "10.0.0.2:9443");
        clock.advance(Duration.ofMinutes(1));
        assertThat(fleet.node("xen-b").orElseThrow().link().silence(clock.instant()))
                .isZero();
        fleet.silent("xen-b", "connection refused");
        assertThat(fleet.node("xen-b").orElseThrow().link().silence(clock.instant()))
                .hasMinutes(1);
        fleet.calling("xen-b", "10.0.0.3:9443");
        assertThat(fleet.node("xen-b").orElseThrow().link().silence(clock.instant()))
                .as("a new address does not end the silence")
                .hasMinutes(1);
    }

    @Test
    void aNewStreamBringsWhatWasMissed() {
        agent.holds(state("a"));
        agent.holds(state("b"));
        connect();
        agent.dies();
        agent.finishes("a");
        agent.holds(state("c"));
        heard.clear();
        agent.answers();
        timer.runAll();
        assertThat(heard).containsExactly("server c", "gone a");
    }

    @Test
    void attemptsComeFurtherAndFurtherApart() {
        agent.answersWith(Status.UNAVAILABLE);
        connect();
        List<Duration> waits = new ArrayList<>();
        for (int attempt = 0; attempt < 8; attempt++) {
            waits.add(timer.waiting().get(0).delay());
            timer.runAll();
        }
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(200), Duration.ofMillis(250));
        assertThat(waits.get(3)).isBetween(Duration.ofMillis(1600), Duration.ofMillis(2000));
        assertThat(waits.get(7)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
    }

    @Test
    void anAgentThatSaysItIsAnotherNodeIsNotBelieved() {
        agents.connect("xen-z", new AgentEndpoint("10.0.0.1", 9443));
        ObservedNode node = fleet.node("xen-z").orElseThrow();
        assertThat(node.everHeard()).isFalse();
        assertThat(((LinkState.Silent) node.link()).why()).contains("says it is node 'xen-a', expected 'xen-z'");
    }

    @Test
    void aCallTellsAnAnswerFromARefusalFromSilence() {
        connect();
        DeclaredServer declared = DeclaredServer.newBuilder().setKey("k").build();
        assertThat(agents.apply("xen-a", declared)).isInstanceOf(AgentAnswer.Answered.class);
        agent.answersWith(Status.INVALID_ARGUMENT.withDescription("server.ranges[0]: first is above last"));
        assertThat(agents.apply("xen-a", declared))
                .isInstanceOfSatisfying(
                        AgentAnswer.Refused.class,
                        refused -> assertThat(refused.why()).asString().contains("server.ranges[0]"));
        agent.answersWith(Status.UNAVAILABLE.withDescription("the agent is starting"));
        assertThat(agents.release("xen-a", "k")).isInstanceOf(AgentAnswer.Unreachable.class);
        assertThat(agents.release("xen-b", "k")).isInstanceOf(AgentAnswer.Unreachable.class);
    }

    @Test
    void anAgentThatMovedIsConnectedAtItsNewAddressOnly() {
        connect();
        connect();
        agents.connect("xen-a", new AgentEndpoint("10.0.0.2", 9443));
        assertThat(opened).containsExactly("xen-a 10.0.0.1:9443", "xen-a 10.0.0.2:9443");
        assertThat(fleet.node("xen-a").orElseThrow().link().connected()).isTrue();
        assertThat(timer.waiting()).isEmpty();
    }

    @Test
    void aNodeThatIsNoLongerOursIsForgotten() {
        agent.starts(7, "web");
        connect();
        agents.retain(List.of("xen-b"));
        assertThat(fleet.nodes()).isEmpty();
        heard.clear();
        agent.starts(8, "db");
        assertThat(heard).isEmpty();
    }

    private void connect() {
        agents.connect("xen-a", new AgentEndpoint("10.0.0.1", 9443));
    }

    private static ServerState state(String key) {
        return ServerState.newBuilder()
                .setKey(key)
                .setNamespace("team-a")
                .setName(key)
                .build();
    }
}
