package dev.ioreq.playground.story;

import dev.ioreq.playground.launch.SupervisedProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The agent of a node is killed: guests are served on without it, and when it is back it adopts what it finds. */
final class AnAgentDies implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Override
    public String title() {
        return "the agent of xen-a is killed (SIGKILL)";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        SupervisedProcess agent = cluster.agent("xen-a");
        List<Server> servers = cluster.servers().stream()
                .filter(server -> server.status().orElseThrow().nodeName().equals("xen-a"))
                .toList();
        Map<String, Long> emulators = emulators(cluster, servers);
        Map<String, List<Integer>> before = cluster.node("xen-a").toolstack().serverIds();
        String instance = instance(cluster);
        agent.killAndHold();
        checks.that("guests are served on without it", () -> {
            for (String name : List.of("web-1", "batch-1")) {
                Guest guest = cluster.guest(name);
                int printed = guest.printed().length;
                Eventually.within(
                        PATIENCE,
                        name + " prints on",
                        () -> guest.printed().length > printed ? Optional.empty() : Optional.of("it waits"));
            }
        });
        checks.that(
                "the hypervisor's servers stay as they are",
                () -> Expect.equal(
                        "server ids by guest",
                        before,
                        cluster.node("xen-a").toolstack().serverIds()));
        agent.release();
        checks.that(
                "it is back and known as another instance",
                () -> Eventually.within(
                        PATIENCE,
                        "XenNode xen-a names the new agent",
                        () -> instance(cluster).equals(instance)
                                ? Optional.of("still " + instance)
                                : Optional.empty()));
        checks.that("everything is Ready again", () -> {
            for (Server server : servers) {
                server.awaitReady(PATIENCE);
            }
        });
        checks.that(
                "it adopted its servers and created none",
                () -> Expect.equal(
                        "server ids by guest",
                        before,
                        cluster.node("xen-a").toolstack().serverIds()));
        checks.that(
                "no emulator was started again",
                () -> Expect.equal("emulators' processes", emulators, emulators(cluster, servers)));
        for (Server server : servers) {
            if (!Devices.ports(server.resource().orElseThrow()).isEmpty()) {
                ConsolesAreComplete.check(cluster, server, checks);
            }
        }
    }

    private static Map<String, Long> emulators(PlaygroundCluster cluster, List<Server> servers) {
        return servers.stream().collect(Collectors.toMap(Server::name, server -> cluster.emulator(server)
                .pid()));
    }

    private static String instance(PlaygroundCluster cluster) {
        return cluster.xenNode("xen-a").orElseThrow().getStatus().agent().instance();
    }
}
