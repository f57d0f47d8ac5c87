package dev.ioreq.playground.story;

import dev.ioreq.playground.node.Node;
import dev.ioreq.playground.pods.RunningContainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything is deleted: nothing of it is left anywhere, and what is not ours is untouched. */
final class NothingIsLeft implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String title() {
        return "everything is deleted";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        List<RunningContainer> emulators = cluster.servers().stream()
                .map(server -> cluster.emulator(server).running())
                .toList();
        cluster.withdrawManifests("examples");
        checks.that(
                "the resources are gone",
                () -> Eventually.within(PATIENCE, "no IoreqServer is left", () -> {
                    List<String> left =
                            cluster.servers().stream().map(Server::name).toList();
                    return left.isEmpty() ? Optional.empty() : Optional.of(left + " are");
                }));
        checks.that(
                "the emulators' processes are gone",
                () -> Eventually.within(PATIENCE, "no emulator runs", () -> {
                    List<Long> left = emulators.stream()
                            .filter(emulator ->
                                    !emulator.ended().toCompletableFuture().isDone())
                            .map(RunningContainer::pid)
                            .toList();
                    return left.isEmpty() ? Optional.empty() : Optional.of("processes " + left + " do");
                }));
        checks.that("the hypervisors have no server but the foreign one", () -> {
            for (Map<String, List<Integer>> node : AllServers.of(cluster).values()) {
                node.forEach(
                        (guest, ids) -> Expect.equal("servers of " + guest, guest.equals("web-1") ? 1 : 0, ids.size()));
            }
        });
        checks.that(
                "XenNode still shows the foreign one",
                () -> Expect.equal("foreign servers of web-1", 1, AForeignServerAppears.foreign(cluster)));
        checks.that(
                "no vCPU waits",
                () -> Eventually.within(PATIENCE, "no vCPU waits", () -> {
                    for (Guest guest : cluster.guests()) {
                        if (guest.waits()) {
                            return Optional.of("one of " + guest.name() + " does");
                        }
                    }
                    return Optional.empty();
                }));
        checks.that(
                "sockets and journals are gone",
                () -> Eventually.within(PATIENCE, "nothing is left", () -> {
                    for (Node node : cluster.nodes()) {
                        List<String> left = node.agentFiles();
                        if (!left.isEmpty()) {
                            return Optional.of(left + " are");
                        }
                    }
                    return Optional.empty();
                }));
        checks.that("guests end without leaving zombies", () -> {
            for (Guest guest : cluster.guests()) {
                if (!guest.name().equals("web-1")) {
                    guest.isDestroyed();
                }
            }
            Eventually.within(PATIENCE, "no zombies", () -> zombies(cluster));
        });
    }

    private static Optional<String> zombies(PlaygroundCluster cluster) throws Exception {
        for (Node node : cluster.nodes()) {
            List<String> zombies = node.toolstack().zombies();
            if (!zombies.isEmpty()) {
                return Optional.of(zombies + " on " + node.name());
            }
        }
        return Optional.empty();
    }
}
