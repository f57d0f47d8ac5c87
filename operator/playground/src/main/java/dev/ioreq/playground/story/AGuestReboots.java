package dev.ioreq.playground.story;

import dev.ioreq.crds.ioreqserver.BoundDomain;
import dev.ioreq.crds.ioreqserver.IoreqServerStatus;
import java.time.Duration;
import java.util.Optional;

/** A guest reboots: its server is back under the new domid, without a human. */
final class AGuestReboots implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Override
    public String title() {
        return "web-2 reboots";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        Server server = cluster.server("demo", "web-2-devices");
        Guest guest = cluster.guest("web-2");
        int old = guest.domid();
        guest.reboots();
        int now = guest.domid();
        checks.that(
                "the guest has another domid (%d, was %d)".formatted(now, old),
                () -> Expect.that(now != old, "the same"));
        checks.that("its server is back under the new domid", () -> {
            Eventually.within(
                    PATIENCE,
                    "status.domain.id is " + now,
                    () -> domid(server).filter(id -> id == now).isPresent()
                            ? Optional.empty()
                            : Optional.of("is " + domid(server)));
            server.awaitReady(PATIENCE);
        });
        checks.that(
                "the guest boots and is served",
                () -> Eventually.within(
                        PATIENCE,
                        "web-2 prints",
                        () -> guest.printed().length > 100
                                ? Optional.empty()
                                : Optional.of(guest.printed().length + " bytes")));
        checks.that(
                "nothing of the old domain is left",
                () -> Eventually.within(
                        PATIENCE,
                        "domain " + old + " is gone",
                        () -> guest.node().toolstack().exists(old) ? Optional.of("it is a zombie") : Optional.empty()));
    }

    private static Optional<Integer> domid(Server server) {
        return server.status().map(IoreqServerStatus::domain).map(BoundDomain::id);
    }
}
