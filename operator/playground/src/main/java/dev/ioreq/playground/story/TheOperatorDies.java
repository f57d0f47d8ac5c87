package dev.ioreq.playground.story;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The operator is killed: nothing changes on the nodes, and when it is back it has nothing to write. */
final class TheOperatorDies implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(3);

    @Override
    public String title() {
        return "the operator is killed (SIGKILL)";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        Map<String, Map<String, java.util.List<Integer>>> before = AllServers.of(cluster);
        ControlPlane api = cluster.controlPlane();
        long writes = api.operatorWrites();
        cluster.operator().killAndHold();
        long lists = api.operatorLists();
        cluster.operator().release();
        checks.that("it is back and has looked at everything", () -> {
            Eventually.within(
                    PATIENCE,
                    "the operator lists its resources",
                    () -> api.operatorLists() > lists ? Optional.empty() : Optional.of("it has asked for nothing yet"));
            cluster.awaitOperator(PATIENCE);
            Eventually.throughout(QUIET, "the operator is quiet", Optional::empty);
        });
        checks.that("it wrote nothing", () -> Expect.equal("writes of the operator", writes, api.operatorWrites()));
        checks.that("nothing changed on the nodes", () -> Expect.equal("server ids", before, AllServers.of(cluster)));
    }
}
