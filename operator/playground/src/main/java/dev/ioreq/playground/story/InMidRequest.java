package dev.ioreq.playground.story;

import java.time.Duration;
import java.util.Optional;

/** Kills an emulator at the worst moment: while a request of its guest has been made and not been answered. */
final class InMidRequest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private InMidRequest() {}

    static void kill(Guest guest, Emulator emulator) throws Exception {
        emulator.hangs();
        Eventually.within(
                PATIENCE,
                guest.name() + " makes a request that nobody answers",
                () -> guest.waits() ? Optional.empty() : Optional.of("no vCPU waits"));
        emulator.dies();
    }
}
