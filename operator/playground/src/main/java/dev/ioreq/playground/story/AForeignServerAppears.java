package dev.ioreq.playground.story;

import dev.ioreq.crds.xennode.DomainStatus;
import dev.ioreq.crds.xennode.XenNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Somebody else makes a server for a guest, as a toolstack's QEMU does: it is reported, and never touched. */
final class AForeignServerAppears implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public String title() {
        return "somebody else makes a server for web-1";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        List<Integer> before = ids(cluster);
        cluster.guest("web-1").getsForeignServer();
        checks.that(
                "the hypervisor has it",
                () -> Expect.equal(
                        "servers of web-1", before.size() + 1, ids(cluster).size()));
        checks.that(
                "XenNode xen-a shows it as foreign",
                () -> Eventually.within(
                        PATIENCE,
                        "web-1 has 1 foreign server",
                        () -> foreign(cluster) == 1 ? Optional.empty() : Optional.of("has " + foreign(cluster))));
    }

    static List<Integer> ids(PlaygroundCluster cluster) throws Exception {
        return cluster.guest("web-1").serverIds();
    }

    static int foreign(PlaygroundCluster cluster) {
        return cluster.xenNode("xen-a").map(XenNode::getStatus).stream()
                .flatMap(status -> status.domains().stream())
                .filter(domain -> domain.name().equals("web-1"))
                .map(DomainStatus::servers)
                .mapToInt(servers -> servers.foreign())
                .sum();
    }
}
