package dev.ioreq.playground.story;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator is killed: nothing changes on the nodes, and when it is back it has nothing to write. */
final class TheOperatorDies implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SERVERS = "ioreqservers.ioreq.dev";
    private static final Duration QUIET = Duration.ofSeconds(3);

    @Override
    public String title() {
        return "the operator is killed (SIGKILL)";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        Map<String, Map<String, List<Integer>>> before = AllServers.of(cluster);
        ControlPlane api = cluster.controlPlane();
        // What came before is still being told: of the last scene's agent, for example.
        Eventually.still(QUIET, PATIENCE, "writes of the operator", api::operatorWrites);
        cluster.operator().killAndHold();
        long writes = api.operatorWrites();
        Map<String, Long> kinds = api.operatorWritesByKind();
        long lists = api.operatorLists(SERVERS);
        cluster.operator().release();
        checks.that("it is back and has looked at everything", () -> {
            Eventually.within(
                    PATIENCE,
                    "the operator lists its resources",
                    () -> api.operatorLists(SERVERS) > lists
                            ? Optional.empty()
                            : Optional.of("it has asked for nothing yet"));
            Eventually.within(PATIENCE, "the operator is ready", cluster.operatorHealth()::unready);
            Eventually.throughout(QUIET, "the operator is quiet", Optional::empty);
        });
        checks.that(
                "it wrote nothing",
                () -> Expect.that(
                        api.operatorWrites() == writes,
                        "its writes were %s, and are %s".formatted(kinds, api.operatorWritesByKind())));
        checks.that("it works: a changed declaration is taken up", () -> {
            Server server = cluster.server("demo", "web-1-console");
            cluster.declare(
                    """
                    apiVersion: ioreq.dev/v1alpha1
                    kind: IoreqServer
                    metadata: {name: web-1-console, namespace: demo}
                    spec:
                      domain: {name: web-1}
                      ranges:
                      - {name: console, port: {first: "0x3f8", last: "0x3ff"}}
                      emulator:
                        template:
                          spec:
                            containers:
                            - {name: emulator, image: "ioreq-emulator:0.1.0", args: [--device, console=uart16550]}
                      whenEmulatorLost: {afterSeconds: 20}
                    """);
            server.awaitReady(PATIENCE);
        });
        checks.that("nothing changed on the nodes", () -> Expect.equal("server ids", before, AllServers.of(cluster)));
    }
}
