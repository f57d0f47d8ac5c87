package dev.ioreq.playground.story;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server whose guest must never read all ones: it waits, and finds its registers again. */
final class AGuestIsHeld implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ID = "0x151524f49";

    @Override
    public String title() {
        return "db-2's emulator is killed in mid-request; its guest is to wait (action: Hold)";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        Server server = cluster.server("demo", "db-2-registers");
        Guest guest = cluster.guest("db-2");
        checks.that(
                "the guest reads its registers in all widths",
                () -> Eventually.within(
                        PATIENCE, "db-2 finds its registers", () -> Registers.problem(guest.saw(), ID)));
        int seen = guest.saw().size();
        InMidRequest.kill(guest, cluster.emulator(server));
        checks.that(
                "the guest goes on with its registers",
                () -> Eventually.within(
                        PATIENCE,
                        "db-2 reads on",
                        () -> guest.saw().size() < seen + 10
                                ? Optional.of("it has read " + (guest.saw().size() - seen) + " times since")
                                : Optional.empty()));
        checks.that("and never read all ones", () -> {
            List<String> since = guest.saw();
            Expect.that(
                    since.subList(Math.min(seen, since.size()), since.size()).stream()
                            .noneMatch(Registers::allOnes),
                    "it read all ones: " + since.subList(Math.min(seen, since.size()), since.size()));
        });
        server.awaitReady(PATIENCE);
    }
}
