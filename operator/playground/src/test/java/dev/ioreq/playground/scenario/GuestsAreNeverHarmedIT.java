package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.playground.lab.Lab;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.node.Toolstack;
import dev.ioreq.playground.pods.EmulatorImages;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.Emulator;
import dev.ioreq.playground.story.Eventually;
import dev.ioreq.playground.story.Guest;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.playground.story.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever ends at whatever moment, no guest stands still for ever, and none stays behind as a zombie. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestsAreNeverHarmedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Speaks on its console, and then does it again. */
    private static final String TALKATIVE =
            """
            await 0x3f8
            loop {
              print 0x3f8 "all is well\\n"
              sleep 100ms
            }
            """;
    /** Draws into the VGA window, whose writes an HVM guest does not wait for, and looks at what it has drawn. */
    private static final String DRAWING =
            """
            await 0x3f8
            repeat 4 {
              vga.1 0x10 0x11
              vga.2 0x18 0x2222
              vga.4 0x20 0x33333333
              vga.8 0x28 0x4444444444444444
              read.1 0xa0010 expect 0x11
              read.2 0xa0018 expect 0x2222
              read.4 0xa0020 expect 0x33333333
              read.8 0xa0028 expect 0x4444444444444444
            }
            read.8 0xa0008 expect 16
            time-offset -2
            read.8 0xa0028 expect 0x4444444444444444
            """;

    private PlaygroundCluster cluster;

    @BeforeAll
    void aNode() throws Exception {
        cluster = Stages.start(ClusterPlan.oneNode());
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
        assertThat(cluster.serversInHypervisor("xen-a")).isZero();
        Eventually.within(PATIENCE, "the agent keeps no file", () -> {
            List<String> files = cluster.node("xen-a").agentFiles();
            return files.isEmpty() ? Optional.empty() : Optional.of("it keeps " + files);
        });
    }

    @Test
    void aGuestThatIsDestroyedWhileItsFramesAreMappedLeavesNoZombie() throws Exception {
        Guest guest = boots("doomed", DomainType.PVH, TALKATIVE);
        Server server = console("doomed");
        printsOn(guest);
        int domid = guest.domid();

        guest.isDestroyed();

        Toolstack toolstack = cluster.node("xen-a").toolstack();
        Eventually.within(
                PATIENCE,
                "domain " + domid + " is gone",
                () -> toolstack.exists(domid) ? Optional.of("it is there: " + toolstack.zombies()) : Optional.empty());
        server.await(ConditionType.READY, ConditionStatus.FALSE, "DomainNotFound", PATIENCE);
    }

    @Test
    void aServerThatIsDeletedWithARequestOutstandingLeavesNoProcessorFrozen() throws Exception {
        Guest guest = boots("asking", DomainType.PVH, TALKATIVE);
        Server server = declared(Declarations.server(
                                "asking", "{name: asking}", Declarations.ports(0x3f8), EmulatorImages.LIGHT)
                        .replace("        containers:", "        terminationGracePeriodSeconds: 2\n        containers:")
                + "  whenEmulatorLost: {action: Hold}\n");
        printsOn(guest);
        cluster.emulator(server).hangs();
        Eventually.within(
                PATIENCE,
                "the guest makes a request that nobody answers",
                () -> guest.waits() ? Optional.empty() : Optional.of("no vCPU waits"));

        server.isDeleted();

        server.awaitGone(PATIENCE);
        Eventually.within(
                PATIENCE, "the guest goes on", () -> guest.waits() ? Optional.of("a vCPU waits") : Optional.empty());
        Server next = console("asking");
        printsOn(guest);
        assertThat(next.unready()).isEmpty();
        guest.isDestroyed();
    }

    @Test
    void anAgentThatDiesWhileARequestIsOutstandingAnswersItWhenItIsBack() throws Exception {
        Guest guest = boots("abandoned", DomainType.PVH, TALKATIVE);
        Server server = console("abandoned");
        printsOn(guest);
        Emulator emulator = cluster.emulator(server);
        int starts = emulator.starts();
        emulator.hangs();
        Eventually.within(
                PATIENCE,
                "the guest makes a request that nobody answers",
                () -> guest.waits() ? Optional.empty() : Optional.of("no vCPU waits"));
        cluster.agent("xen-a").killAndHold();
        emulator.dies();

        cluster.agent("xen-a").release();

        printsOn(guest);
        server.awaitReady(PATIENCE);
        assertThat(emulator.starts()).isGreaterThan(starts);
        assertThat(guest.serverIds()).hasSize(1);
        guest.isDestroyed();
    }

    @Test
    void aGuestThatDrawsWithoutWaitingFindsWhatItHasDrawn() throws Exception {
        Guest guest = boots("drawing", DomainType.HVM, DRAWING);
        // The guest begins when its console answers.
        Server screen = declared(Declarations.server(
                        "screen",
                        "{name: drawing}",
                        "memory: {first: \"0xa0000\", last: \"0xbffff\"}",
                        EmulatorImages.EMULATOR)
                .replace("device=uart16550", "device=mmio-registers")
                .replace("  ranges:", "  bufferedIo: Atomic\n  ranges:"));
        assertThat(screen.status().orElseThrow().bufferedPort()).isPositive();
        Server console = console("drawing");

        Eventually.within(
                PATIENCE,
                "the guest comes to its end",
                () -> guest.saw().stream().anyMatch(line -> line.endsWith("halted"))
                        ? Optional.empty()
                        : Optional.of("it saw " + guest.saw()));

        assertThat(guest.saw()).noneMatch(line -> line.startsWith("FAILED"));
        assertThat(console.unready()).isEmpty();
        guest.isDestroyed();
    }

    @Test
    void everyByteThatAGuestPrintsComesOutOfItsEmulatorsLog() throws Exception {
        Guest guest = boots("talking", DomainType.PVH, TALKATIVE);
        Server server = console("talking", EmulatorImages.EMULATOR);
        Eventually.within(
                PATIENCE,
                "the guest talks",
                () -> guest.printed().length >= 360
                        ? Optional.empty()
                        : Optional.of(guest.printed().length + " bytes"));
        byte[] printed = guest.printed();

        Eventually.within(
                PATIENCE,
                "what it printed comes out",
                () -> output(server).length >= printed.length ? Optional.empty() : Optional.of("not yet"));

        assertThat(Arrays.copyOf(output(server), printed.length)).isEqualTo(printed);
        byte[] all = output(server);
        byte[] sentence = "all is well\n".getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < all.length; at++) {
            assertThat(all[at]).as("byte %d of %d", at, all.length).isEqualTo(sentence[at % sentence.length]);
        }
        guest.isDestroyed();
    }

    @Test
    @Tag(Stages.REAL_ONLY)
    @Tag(Stages.XEN_ONLY)
    void anEmulatorOnRealXenIsNobody() throws Exception {
        Guest guest = boots("served", DomainType.PVH, TALKATIVE);
        Server server = console("served", EmulatorImages.EMULATOR);
        printsOn(guest);
        Lab lab = Lab.ofThisRun().orElseThrow();
        long pid = cluster.emulator(server).pid();

        assertThat(lab.run("cat /proc/" + pid + "/status"))
                .containsPattern("Uid:\\s+65534\\s+65534\\s+65534\\s+65534\n")
                .containsPattern("CapPrm:\\s+0{16}\n")
                .containsPattern("CapEff:\\s+0{16}\n")
                .containsPattern("CapBnd:\\s+0{16}\n")
                .containsPattern("NoNewPrivs:\\s+1\n");
        assertThat(lab.run("ls -l /proc/" + pid + "/fd | grep -o '/dev/xen/.*' | sort"))
                .as("the two descriptors that it was handed")
                .isEqualTo("/dev/xen/evtchn\n/dev/xen/privcmd\n");
        assertThat(lab.run("setpriv --reuid=65534 --regid=65534 --clear-groups test -r /dev/xen/privcmd || echo no"))
                .isEqualTo("no\n");
        guest.isDestroyed();
    }

    private byte[] output(Server server) throws Exception {
        List<byte[]> starts = cluster.emulator(server).output();
        assertThat(starts).as("starts of the emulator").hasSize(1);
        return starts.get(0);
    }

    private Guest boots(String name, DomainType type, String program) throws Exception {
        return cluster.boots(new DeclaredGuest("xen-a", name, type, 1, program));
    }

    /** A server with a console for the guest of that name, Ready. */
    private Server console(String guest) throws Exception {
        return console(guest, EmulatorImages.LIGHT);
    }

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

    private static void printsOn(Guest guest) throws Exception {
        int before = guest.printed().length;
        Eventually.within(
                PATIENCE,
                guest.name() + " prints on",
                () -> guest.printed().length > before + 24 ? Optional.empty() : Optional.of("it waits"));
    }
}
