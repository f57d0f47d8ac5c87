package dev.ioreq.playground.story;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every byte that a guest printed comes out of its emulator's log, in order. */
final class ConsolesAreComplete implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BOOTED = 40;

    @Override
    public String title() {
        return "guests boot, and their consoles come out of the emulators' logs";
    }

    @Override
    public void play(PlaygroundCluster cluster, Checks checks) throws Exception {
        for (Server server : cluster.servers()) {
            Guest guest = guest(cluster, server);
            ConsoleBytes console = console(server, guest);
            if (!console.silent()) {
                check(cluster, server, guest, console, checks);
            }
        }
    }

    /** Checks one console as it is now: complete and in order, over all starts of its emulator. */
    static void check(PlaygroundCluster cluster, Server server, Checks checks) throws Exception {
        Guest guest = guest(cluster, server);
        check(cluster, server, guest, console(server, guest), checks);
    }

    private static void check(
            PlaygroundCluster cluster, Server server, Guest guest, ConsoleBytes console, Checks checks)
            throws Exception {
        Emulator emulator = cluster.emulator(server);
        Eventually.within(
                PATIENCE,
                guest.name() + " boots",
                () -> guest.printed().length >= BOOTED
                        ? Optional.empty()
                        : Optional.of("it has printed " + guest.printed().length + " bytes"));
        byte[] printed = guest.printed();
        Eventually.within(PATIENCE, "what " + guest.name() + " printed comes out of " + emulator.pod(), () -> {
            int missing = console.missing(printed, emulator.output());
            return missing == 0 ? Optional.empty() : Optional.of(missing + " bytes are missing");
        });
        List<byte[]> output = emulator.output();
        int bytes = output.stream().mapToInt(piece -> piece.length).sum();
        checks.that(
                "%s: %d console bytes, complete and in order".formatted(server.name(), bytes),
                () -> console.difference(output).ifPresent(difference -> {
                    throw new AssertionError(difference);
                }));
    }

    private static Guest guest(PlaygroundCluster cluster, Server server) {
        return cluster.guest(server.resource()
                .map(IoreqServer::getSpec)
                .orElseThrow()
                .domain()
                .name());
    }

    private static ConsoleBytes console(Server server, Guest guest) {
        return new ConsoleBytes(guest.program(), Devices.ports(server.resource().orElseThrow()));
    }
}
