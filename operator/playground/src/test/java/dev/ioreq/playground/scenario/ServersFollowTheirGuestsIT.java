package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.ioreqserver.IoreqServerStatus;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.pods.EmulatorImages;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.Emulator;
import dev.ioreq.playground.story.Eventually;
import dev.ioreq.playground.story.Guest;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.playground.story.Server;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a declared server does when guests, emulators and declarations change, with real processes on two nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersFollowTheirGuestsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Speaks on its console ten times a second. */
    private static final String TALKATIVE =
            """
            await 0x3f8
            loop {
              print 0x3f8 "all is well\\n"
              sleep 100ms
            }
            """;
    /** Reads its UART's line status ten times a second, and does nothing else. */
    private static final String CURIOUS =
            """
            await 0x3f8
            loop {
              in 0x3fd
              sleep 100ms
            }
            """;

    private PlaygroundCluster cluster;

    @BeforeAll
    void twoNodes() throws Exception {
        cluster = Stages.start(new ClusterPlan(List.of("xen-a", "xen-b"), List.of()));
        cluster.declare(Declarations.grant("*"));
        cluster.awaitAgents();
    }

    @AfterAll
    void end() throws Exception {
        Stages.end(cluster);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        cluster.servers().forEach(Server::isDeleted);
        for (Server server : cluster.servers()) {
            server.awaitGone(PATIENCE);
        }
        noneIsLeftOn("xen-a");
        noneIsLeftOn("xen-b");
    }

    @Test
    void aGuestThatRebootsGetsItsServerBackUnderItsNewDomid() throws Exception {
        Guest guest = boots("xen-a", "rebooting");
        Server server = console("rebooting", EmulatorImages.MANY);
        int before = domid(server);
        assertThat(before).isEqualTo(guest.domid());

        guest.reboots();

        Eventually.within(
                PATIENCE,
                "the server has followed",
                () -> domid(server) == guest.domid()
                        ? server.unready()
                        : Optional.of("it is at domid " + domid(server)));
        assertThat(domid(server)).isNotEqualTo(before);
        printsOn(guest, PATIENCE);
    }

    @Test
    void aGuestThatComesBackOnAnotherNodeIsFollowedThere() throws Exception {
        Guest here = boots("xen-a", "moving");
        Server server = console("moving", EmulatorImages.MANY);

        here.isDestroyed();
        Guest there = boots("xen-b", "moving");

        Eventually.within(
                PATIENCE,
                "the server is on xen-b",
                () -> server.status()
                                .map(IoreqServerStatus::nodeName)
                                .filter("xen-b"::equals)
                                .isPresent()
                        ? server.unready()
                        : Optional.of("it is on " + server.status().map(IoreqServerStatus::nodeName)));
        printsOn(there, PATIENCE);
        noneIsLeftOn("xen-a");
    }

    @Test
    void anEmulatorThatDiesComesBackWithoutTheOperator() throws Exception {
        Guest guest = boots("xen-a", "patient");
        Server server = console("patient", EmulatorImages.EMULATOR);
        Emulator emulator = cluster.emulator(server);
        cluster.operator().killAndHold();
        try {
            emulator.dies();

            Eventually.within(
                    PATIENCE,
                    "it is started again",
                    () -> emulator.starts() == 2 ? Optional.empty() : Optional.of("not yet"));
            printsOn(guest, PATIENCE);
        } finally {
            cluster.operator().release();
        }
        server.awaitReady(PATIENCE);
    }

    @Test
    void aGuestWhoseServerHasNoPatienceGoesOnAtOnce() throws Exception {
        Guest guest = boots("xen-a", "hasty", CURIOUS);
        Server server = declared(
                Declarations.server("hasty", "{name: hasty}", Declarations.ports(0x3f8), EmulatorImages.EMULATOR)
                        + "  whenEmulatorLost: {afterSeconds: 0}\n");
        Emulator emulator = cluster.emulator(server);
        reads(guest, "0x3fd = 0x60");

        emulator.hangs();
        Eventually.within(
                PATIENCE,
                "the guest asks what nobody answers",
                () -> guest.waits() ? Optional.empty() : Optional.of("no vCPU waits"));
        emulator.dies();

        // The next emulator would answer that very request, had the agent not done so at once.
        reads(guest, "0x3fd = 0xff");
        server.awaitReady(PATIENCE);
    }

    @Test
    void aServerThatIsDisabledGivesItsRangesBackAndTakesThemAgain() throws Exception {
        Guest guest = boots("xen-a", "switched");
        String declaration =
                Declarations.server("switched", "{name: switched}", Declarations.ports(0x3f8), EmulatorImages.MANY);
        Server server = declared(declaration);
        Emulator emulator = cluster.emulator(server);
        Eventually.within(
                PATIENCE,
                "its emulator hears it",
                () -> heard(emulator) > 0 ? Optional.empty() : Optional.of("not yet"));

        cluster.declare(declaration + "  enabled: false\n");
        server.await(ConditionType.READY, ConditionStatus.TRUE, "Disabled", PATIENCE);
        Eventually.within(
                PATIENCE,
                "nobody hears it",
                () -> emulator.starts() == 0 ? Optional.empty() : Optional.of("its emulator's pod is there"));
        printsOn(guest, PATIENCE);
        assertThat(emulator.starts()).isZero();
        assertThat(cluster.serversInHypervisor("xen-a", "switched")).isEqualTo(1);

        cluster.declare(declaration + "  enabled: true\n");
        server.await(ConditionType.EMULATOR_ATTACHED, ConditionStatus.TRUE, "Attached", PATIENCE);
        Eventually.within(
                PATIENCE,
                "another emulator hears it",
                () -> heard(emulator) > 0 ? Optional.empty() : Optional.of("not yet"));
    }

    @Test
    void anImageThatCannotBePulledIsToldInTheServersStatus() throws Exception {
        boots("xen-a", "unlucky");
        cluster.declare(Declarations.server(
                "unlucky", "{name: unlucky}", Declarations.ports(0x3f8), "registry.example.org/no-such-emulator:1"));

        Server server = cluster.server("demo", "unlucky");

        Eventually.within(
                PATIENCE,
                "the status names the image",
                () -> server.condition(ConditionType.READY)
                                .filter(ready -> ready.status() == ConditionStatus.FALSE)
                                .filter(ready -> ready.message().contains("no-such-emulator"))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of("it says " + server.condition(ConditionType.READY)));
    }

    @Test
    @Tag(Stages.POD_LOGS)
    void theConsoleIsThePodsLog() throws Exception {
        Guest guest = boots("xen-a", "logged");
        Server server = console("logged", EmulatorImages.EMULATOR);
        printsOn(guest, PATIENCE);

        String pod = cluster.emulator(server).pod();
        Eventually.within(PATIENCE, "the log has it", () -> {
            String log =
                    cluster.client().pods().inNamespace("demo").withName(pod).getLog();
            return log.contains("all is well\nall is well\n") ? Optional.empty() : Optional.of("the log is: " + log);
        });
    }

    private Guest boots(String node, String name) throws Exception {
        return boots(node, name, TALKATIVE);
    }

    private Guest boots(String node, String name, String program) throws Exception {
        return cluster.boots(new DeclaredGuest(node, name, DomainType.HVM, 1, program));
    }

    /** A server with a console for the guest of that name, Ready. */
    private Server console(String guest, String image) throws Exception {
        return declared(Declarations.server(guest, "{name: " + guest + "}", Declarations.ports(0x3f8), image));
    }

    private Server declared(String yaml) throws Exception {
        cluster.declare(yaml);
        String name = yaml.replaceAll("(?s).*metadata: \\{name: ([a-z0-9-]+),.*", "$1");
        Server server = cluster.server("demo", name);
        server.awaitReady(PATIENCE);
        return server;
    }

    /** How many bytes came out of an emulator, in all its starts. */
    private static int heard(Emulator emulator) throws Exception {
        return emulator.output().stream().mapToInt(piece -> piece.length).sum();
    }

    private void noneIsLeftOn(String node) throws InterruptedException {
        Eventually.within(PATIENCE, "no server is left on " + node, () -> {
            int left = cluster.serversInHypervisor(node);
            return left == 0 ? Optional.empty() : Optional.of(left + " are");
        });
    }

    private static int domid(Server server) {
        return server.status().orElseThrow().domain().id();
    }

    private static void printsOn(Guest guest, Duration most) throws Exception {
        int before = guest.printed().length;
        Eventually.within(
                most,
                guest.name() + " prints on",
                () -> guest.printed().length > before + 24 ? Optional.empty() : Optional.of("it waits"));
    }

    private static void reads(Guest guest, String value) throws Exception {
        Eventually.within(
                PATIENCE,
                guest.name() + " reads " + value,
                () -> guest.saw().stream().anyMatch(line -> line.endsWith(value))
                        ? Optional.empty()
                        : Optional.of("it saw " + guest.saw()));
    }
}
