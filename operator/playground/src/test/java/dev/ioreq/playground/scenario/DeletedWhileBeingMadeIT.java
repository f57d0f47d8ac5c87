package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.pods.EmulatorImages;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.Eventually;
import dev.ioreq.playground.story.PlaygroundCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Servers are deleted 0 to 60 ms after they were created, at every stage of their making: none may be stuck. (Java Operator SDK 5.3
 * and 5.4 lose such deletions; this test keeps anybody from going there.)
 */
@Tag("scale")
@Isolated
class DeletedWhileBeingMadeIT {
    private static final int TIMES = 600;
    private static final int LONGEST_MILLIS = 60;
    private static final int GUESTS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private PlaygroundCluster cluster;

    @BeforeEach
    void aNodeWithGuests() throws Exception {
        cluster = PlaygroundCluster.start(ClusterPlan.oneNode());
        for (int guest = 0; guest < GUESTS; guest++) {
            cluster.boots(new DeclaredGuest("xen-a", "g-" + guest, DomainType.PVH, 1, ""));
        }
        cluster.declare(Declarations.grant("g-*"));
        cluster.awaitAgents();
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void serversThatAreDeletedWhileBeingMadeAreNeverStuck() throws Exception {
        ScheduledExecutorService deletions = Executors.newScheduledThreadPool(4);
        try {
            for (int number = 0; number < TIMES; number++) {
                String name = "s-" + number;
                String domain = "{name: g-" + number % GUESTS + "}";
                int first = 0x1000 + number / GUESTS * 8;
                cluster.declare(Declarations.server(name, domain, Declarations.ports(first), EmulatorImages.MANY));
                deletions.schedule(
                        () -> cluster.server("demo", name).isDeleted(),
                        number % (LONGEST_MILLIS + 1),
                        TimeUnit.MILLISECONDS);
            }
            deletions.shutdown();
            assertThat(deletions.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

            Eventually.within(PATIENCE, "all servers are gone", () -> {
                List<String> stuck =
                        cluster.client().resources(IoreqServer.class).inAnyNamespace().list().getItems().stream()
                                .map(server -> server.getMetadata().getName() + " "
                                        + server.getMetadata().getFinalizers() + " " + server.getStatus())
                                .toList();
                return stuck.isEmpty() ? Optional.empty() : Optional.of(stuck.size() + " are stuck: " + stuck.get(0));
            });
            Eventually.within(PATIENCE, "no pod is left", () -> {
                int left = cluster.client()
                        .pods()
                        .inNamespace("demo")
                        .list()
                        .getItems()
                        .size();
                return left == 0 ? Optional.empty() : Optional.of(left + " are");
            });
            Eventually.within(
                    PATIENCE,
                    "no server is left in the hypervisor",
                    () -> cluster.serversInHypervisor("xen-a") == 0
                            ? Optional.empty()
                            : Optional.of(cluster.serversInHypervisor("xen-a") + " are"));
        } finally {
            deletions.shutdownNow();
        }
    }
}
