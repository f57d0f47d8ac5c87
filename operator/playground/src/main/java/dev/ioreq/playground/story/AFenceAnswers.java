package dev.ioreq.playground.story;

import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server without patience: as soon as its emulator is gone, the agent answers in its place, so that the guest never waits. */
final class AFenceAnswers implements Scene {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public String title() {
        return "batch-2's emulator is killed in mid-request; its server has no patience (afterSeconds: 0)";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        Server server = cluster.server("demo", "batch-2-debug");
        Guest guest = cluster.guest("batch-2");
        Emulator emulator = cluster.emulator(server);
        InMidRequest.kill(guest, emulator);
        checks.that(
                "the guest goes on within 1 s",
                () -> Eventually.within(
                        AT_ONCE,
                        "batch-2's request is answered",
                        () -> guest.waits() ? Optional.of("a vCPU waits") : Optional.empty()));
        checks.that(
                "the emulator is attached again",
                () -> server.await(ConditionType.EMULATOR_ATTACHED, ConditionStatus.TRUE, "Attached", PATIENCE));
        checks.that("the guest sees its device again", () -> {
            int seen = guest.saw().size();
            Eventually.within(PATIENCE, "batch-2 reads 0xe9 from its debug port", () -> {
                List<String> saw = guest.saw();
                return saw.subList(Math.min(seen, saw.size()), saw.size()).stream()
                                .anyMatch(line -> line.endsWith("in.1 0x402 = 0xe9"))
                        ? Optional.empty()
                        : Optional.of("it saw " + saw.subList(Math.max(0, saw.size() - 3), saw.size()));
            });
        });
    }
}
