package dev.ioreq.playground.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.playground.apiserver.Server;
import dev.ioreq.playground.apiserver.story.EmbeddedStage;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLeasesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void eachNodesLeaseIsRenewedInItsName() throws Exception {
        try (Server server = Server.start();
                KubernetesClient client = server.fabric8(EmbeddedStage.ADMIN_TOKEN);
                var leases = new NodeLeases(client, List.of("xen-a", "xen-b"), Clock.fixed(NOW, ZoneOffset.UTC))) {
            leases.start();

            for (String node : List.of("xen-a", "xen-b")) {
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    Lease lease = client.leases()
                            .inNamespace("kube-node-lease")
                            .withName(node)
                            .get();
                    assertThat(lease).isNotNull();
                    assertThat(lease.getSpec().getHolderIdentity()).isEqualTo(node);
                    assertThat(lease.getSpec().getRenewTime().toInstant()).isEqualTo(NOW);
                    assertThat(lease.getSpec().getLeaseDurationSeconds()).isEqualTo(40);
                });
            }
        }
    }
}
