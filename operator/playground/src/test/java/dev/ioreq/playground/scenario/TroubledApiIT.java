package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.faults.Fault;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.pods.EmulatorImages;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.ControlPlane;
import dev.ioreq.playground.story.Emulator;
import dev.ioreq.playground.story.Eventually;
import dev.ioreq.playground.story.Guest;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.playground.story.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The API server has its troubles. Whatever they are: a server that was there is not touched, its guest notices nothing, and what is
 * declared meanwhile is there as soon as it can be, once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubledApiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    /** Longer than a leader may go without renewing its lease (10 s): the worst a trouble of minutes can do. */
    private static final Duration LONG_TROUBLE = Duration.ofSeconds(13);

    /** Long enough for the operator to be refused, and to come back, several times. */
    private static final Duration SHORT_TROUBLE = Duration.ofSeconds(5);

    private static final String TALKATIVE =
            """
            await 0x3f8
            loop {
              print 0x3f8 "all is well\\n"
              sleep 100ms
            }
            """;

    private PlaygroundCluster cluster;
    private ControlPlane api;
    private Server settled;
    private Guest guest;
    private Emulator emulator;
    private String before;

    @BeforeAll
    void aSettledServer() throws Exception {
        cluster = PlaygroundCluster.start(ClusterPlan.oneNode());
        api = cluster.controlPlane();
        guest = cluster.boots(new DeclaredGuest("xen-a", "settled", DomainType.HVM, 1, TALKATIVE));
        cluster.boots(new DeclaredGuest("xen-a", "late", DomainType.PVH, 1, ""));
        cluster.declare(Declarations.grant("*"));
        cluster.awaitAgents();
        cluster.declare(
                Declarations.server("settled", "{name: settled}", Declarations.ports(0x3f8), EmulatorImages.EMULATOR));
        settled = cluster.server("demo", "settled");
        settled.awaitReady(PATIENCE);
        emulator = cluster.emulator(settled);
        before = everythingAbout(settled);
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    @AfterEach
    void nobodyTouchedWhatWasThere() throws Exception {
        guestGoesOn();
        assertThat(emulator.starts()).isEqualTo(1);
        assertThat(everythingAbout(settled)).isEqualTo(before);
        for (Server server : cluster.servers()) {
            if (!server.name().equals("settled")) {
                server.isDeleted();
                server.awaitGone(PATIENCE);
            }
        }
        Eventually.within(
                PATIENCE,
                "only the settled server is left",
                () -> cluster.serversInHypervisor("xen-a") == 1 ? Optional.empty() : Optional.of("not yet"));
    }

    @Test
    void anApiServerThatIsReplacedIsFoundAgainAndNothingIsMissedAlthoughItHasForgottenItsPast() throws Exception {
        api.server().stopListening();
        guestGoesOn();
        // As if another API server in front of the same etcd had taken it, before the compaction.
        api.server()
                .client(new User("somebody", List.of(User.MASTERS)))
                .resource("ioreq.dev/v1alpha1", "ioreqservers")
                .create(declared("meanwhile"));
        api.server().compact();
        api.server().listenAgain();

        isThereOnce("meanwhile");
    }

    @Test
    void watchesThatAreCutAreBegunAgainAndNothingIsMissed() throws Exception {
        for (int time = 0; time < 3; time++) {
            api.server().cutWatches();
            api.server().compact();
            cluster.declare(Json.MAPPER.writeValueAsString(declared("cut-" + time)));
            isThereOnce("cut-" + time);
            Server server = cluster.server("demo", "cut-" + time);
            api.server().cutWatches();
            server.isDeleted();
            server.awaitGone(PATIENCE);
        }
    }

    @Test
    void anApiServerThatAnswersTwoSecondsLateIsWaitedFor() throws Exception {
        suffering(new Fault.Late(Duration.ofSeconds(2)), () -> {
            cluster.declare(Json.MAPPER.writeValueAsString(declared("slow")));
            isThereOnce("slow");
        });
    }

    @Test
    void anApiServerThatHasTooMuchToDoIsAskedAgain() throws Exception {
        suffering(new Fault.Refused(429), () -> {
            cluster.declare(Json.MAPPER.writeValueAsString(declared("throttled")));
            settledStays(SHORT_TROUBLE);
        });
        isThereOnce("throttled");
    }

    @Test
    void anApiServerThatIsBrokenForLongerThanALeaseLastsIsAskedAgain() throws Exception {
        suffering(new Fault.Refused(500), () -> {
            cluster.declare(Json.MAPPER.writeValueAsString(declared("broken")));
            settledStays(LONG_TROUBLE);
        });
        isThereOnce("broken");
    }

    /** What happens while every request of the operator suffers. */
    @FunctionalInterface
    private interface Meanwhile {
        void happens() throws Exception;
    }

    private void suffering(Fault fault, Meanwhile meanwhile) throws Exception {
        long suffered = api.suffered();
        api.suffers(fault);
        try {
            meanwhile.happens();
        } finally {
            api.isWellAgain();
        }
        assertThat(api.suffered()).as("requests that suffered").isGreaterThan(suffered);
    }

    private void isThereOnce(String name) throws Exception {
        Server server = cluster.server("demo", name);
        server.awaitReady(PATIENCE);
        assertThat(cluster.serversInHypervisor("xen-a", "late")).isEqualTo(1);
        assertThat(cluster.client().pods().inNamespace("demo").list().getItems())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactlyInAnyOrder("settled-emulator", name + "-emulator");
    }

    private void settledStays(Duration time) throws Exception {
        Eventually.throughout(
                time,
                "nobody touches what was there",
                () -> everythingAbout(settled).equals(before) ? Optional.empty() : Optional.of("somebody did"));
        guestGoesOn();
    }

    private void guestGoesOn() throws Exception {
        int printed = guest.printed().length;
        Eventually.within(
                PATIENCE,
                "the guest prints on",
                () -> guest.printed().length > printed + 24 ? Optional.empty() : Optional.of("it waits"));
    }

    /** Its version (which every write raises), its pod, and what the agent was told of it. */
    private String everythingAbout(Server server) throws IOException {
        var metadata = server.resource().orElseThrow().getMetadata();
        String pod = cluster.client()
                .pods()
                .inNamespace("demo")
                .withName(server.name() + "-emulator")
                .get()
                .getMetadata()
                .getUid();
        try (Stream<Path> files =
                Files.list(cluster.simulatedNode("xen-a").layout().journal())) {
            return metadata.getResourceVersion() + " " + pod + " "
                    + files.filter(file -> file.getFileName().toString().startsWith(metadata.getUid()))
                            .map(file ->
                                    file.getFileName() + " " + file.toFile().lastModified())
                            .sorted()
                            .collect(Collectors.joining(" "));
        }
    }

    private static ObjectNode declared(String name) throws IOException {
        JsonNode declared =
                Json.parseYaml(Declarations.server(name, "{name: late}", Declarations.ports(0x3f8), EmulatorImages.MANY)
                        .getBytes(StandardCharsets.UTF_8));
        return (ObjectNode) declared;
    }
}
