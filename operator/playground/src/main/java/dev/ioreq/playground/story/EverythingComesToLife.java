package dev.ioreq.playground.story;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The examples are applied, and each server of theirs becomes Ready by itself. */
final class EverythingComesToLife implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int SERVERS = 8;
    private static final int GUESTS = 6;

    private final long begin;

    /** @param begin when the playground began, in {@link System#nanoTime} */
    EverythingComesToLife(long begin) {
        this.begin = begin;
    }

    @Override
    public String title() {
        return "manifests/examples are applied";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        cluster.awaitAgents();
        cluster.declareManifests("examples");
        List<Server> servers = cluster.servers();
        checks.that(
                "%d guests run on %d nodes, %d servers are declared"
                        .formatted(cluster.guests().size(), cluster.nodes().size(), servers.size()),
                () -> {
                    Expect.atLeast("guests", GUESTS, cluster.guests().size());
                    Expect.atLeast("nodes", 2, cluster.nodes().size());
                    Expect.atLeast("servers", SERVERS, servers.size());
                });
        checks.that(
                "the first server is Ready",
                () -> Eventually.within(
                        PATIENCE,
                        "the first server becomes Ready",
                        () -> servers.stream()
                                        .anyMatch(server -> server.unready().isEmpty())
                                ? Optional.empty()
                                : servers.get(0).unready()));
        long first = System.nanoTime() - begin;
        for (Server server : servers) {
            checks.that(server.name() + " is Ready", () -> server.awaitReady(PATIENCE));
        }
        long all = System.nanoTime() - begin;
        checks.note("first Ready %s, all Ready %s after the start; %d processes hold %d MiB"
                .formatted(
                        Checks.seconds(first),
                        Checks.seconds(all),
                        cluster.pids().size(),
                        cluster.residentMemory() >> 20));
    }
}
