package dev.ioreq.playground.rehearsal;

import dev.ioreq.playground.launch.Artifacts;
import dev.ioreq.playground.launch.SupervisedProcess;
import dev.ioreq.playground.launch.Teardown;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.Eventually;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.playground.story.Server;
import java.time.Duration;
import java.util.Optional;

/** Plays the smallest whole piece, with programs that record it; each is given the time to write down what it has learnt. */
final class OneServer {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String GUEST = "web-1";

    private OneServer() {}

    public static void main(String[] arguments) throws Exception {
        Artifacts artifacts = Artifacts.ofThisBuild().recording();
        try (var teardown = new Teardown()) {
            PlaygroundCluster cluster = PlaygroundCluster.start(ClusterPlan.oneNode(GUEST), teardown, artifacts);
            cluster.awaitAgents();
            cluster.declareManifests("examples/namespace.yaml");
            cluster.declareManifests("examples/serial-console.yaml");
            Server server = cluster.server("demo", "web-1-console");
            server.awaitReady(PATIENCE);
            server.isDeleted();
            server.awaitGone(PATIENCE);
            Eventually.within(
                    PATIENCE,
                    "the emulator has ended",
                    () -> artifacts.archives().isCurrent(artifacts.emulator())
                            ? Optional.empty()
                            : Optional.of("it has not written its archive"));
            ends(cluster.operator());
            for (var node : cluster.nodes()) {
                ends(node.agent());
                cluster.simulatedNode(node.name()).hypervisor().stop(PATIENCE);
            }
        }
    }

    private static void ends(SupervisedProcess program) throws InterruptedException {
        program.terminate();
        Eventually.within(
                PATIENCE,
                program.current().name() + " ends",
                () -> program.current().isAlive() ? Optional.of("it is still there") : Optional.empty());
    }
}
