package dev.ioreq.playground.story;

import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import java.time.Duration;
import java.util.Optional;

/** An emulator is killed while a request of its guest waits for it: the guest waits until the emulator is back, and loses nothing. */
final class AnEmulatorDies implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public String title() {
        return "web-1's emulator is killed in mid-request";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        Server server = cluster.server("demo", "web-1-console");
        Guest guest = cluster.guest("web-1");
        Emulator emulator = cluster.emulator(server);
        int starts = emulator.starts();
        InMidRequest.kill(guest, emulator);
        int before = guest.printed().length;
        checks.that(
                "the guest goes on",
                () -> Eventually.within(
                        PATIENCE,
                        "web-1 prints again",
                        () -> guest.printed().length > before ? Optional.empty() : Optional.of("it waits")));
        checks.that(
                "the pod is back, in its second start", () -> Expect.equal("starts", starts + 1, emulator.starts()));
        checks.that("it is attached again", () -> {
            server.await(ConditionType.EMULATOR_ATTACHED, ConditionStatus.TRUE, "Attached", PATIENCE);
            server.awaitReady(PATIENCE);
        });
        ConsolesAreComplete.check(cluster, server, checks);
    }
}
