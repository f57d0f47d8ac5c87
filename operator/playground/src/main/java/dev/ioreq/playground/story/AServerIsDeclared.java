package dev.ioreq.playground.story;

import java.time.Duration;
import java.util.Optional;

/** One more server, declared on a cluster at rest: what it costs the API, and that it goes as it came. */
final class AServerIsDeclared implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String RESOURCE = "ioreqservers.ioreq.dev";
    private static final String SERVER =
            """
            apiVersion: ioreq.dev/v1alpha1
            kind: IoreqServer
            metadata: {name: batch-2-registers, namespace: demo}
            spec:
              domain: {name: batch-2}
              ranges:
              - {name: registers, memory: {first: "0xfeb00000", last: "0xfeb00fff"}}
              emulator:
                template:
                  spec:
                    containers:
                    - {name: emulator, image: "ioreq-emulator:0.1.0", args: [--device, registers=mmio-registers]}
            """;

    @Override
    public String title() {
        return "one more server is declared";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        ControlPlane api = cluster.controlPlane();
        Server server = cluster.server("demo", "batch-2-registers");
        long before = api.operatorWritesTo(RESOURCE);
        cluster.declare(SERVER);
        checks.that("it is Ready", () -> server.awaitReady(PATIENCE));
        checks.that(
                "that took the operator 2 writes: the finalizer and the status",
                () -> Expect.equal(
                        "writes of the operator to it (" + api.operatorWritesByKind() + ")",
                        2L,
                        api.operatorWritesTo(RESOURCE) - before));
        server.isDeleted();
        checks.that("deleted, it is gone from the API and from the hypervisor", () -> {
            Eventually.within(PATIENCE, "it is gone", () -> server.resource().map(left -> "it is still there"));
            Expect.equal(
                    "servers of batch-2",
                    1,
                    cluster.guest("batch-2").serverIds().size());
        });
        checks.that(
                "and so is its pod",
                () -> Eventually.within(PATIENCE, "the pod is gone", () -> Optional.ofNullable(cluster.client()
                                .pods()
                                .inNamespace("demo")
                                .withName("batch-2-registers-emulator")
                                .get())
                        .map(left -> "it is still there")));
    }
}
