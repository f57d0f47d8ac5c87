package dev.ioreq.agent.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoverBrokerTest {

    @TempDir
    Path directory;

    @Test
    void aHandoverIsForTheAgentsUserAlone() throws IOException {
        try (HandoverBroker broker = new HandoverBroker(new HandoverSettings(directory, Set.of(1)))) {
            broker.open("key", () -> {});
            assertThat(mode("key")).isEqualTo("rwx------");
        }
    }

    @Test
    void aMountedHandoverIsForAnyUserWhoseMountItIsAndForNobodyWhoComesByTheHostsPath() throws IOException {
        HandoverSettings settings = new HandoverSettings(directory, Set.of(1)).mounted();
        try (HandoverBroker broker = new HandoverBroker(settings)) {
            broker.open("key", () -> {});
            assertThat(mode("")).isEqualTo("rwx------");
            assertThat(mode("key")).isEqualTo("rwx--x--x");
            assertThat(mode("key/handover.sock")).isEqualTo("rw-rw-rw-");
        }
    }

    /** Emulators try to come back many times a second, and one that is not permitted gives up. */
    @Test
    void aSocketIsThereAtAllTimesAndOpenToEverybodyWhileOneAgentFollowsTheOther() throws Exception {
        HandoverSettings settings = new HandoverSettings(directory, Set.of(1)).mounted();
        List<HandoverBroker> agents = new ArrayList<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Thread emulator = new Thread(() -> {
            while (!Thread.interrupted()) {
                seen.add(stateOf("key/handover.sock"));
            }
        });
        try {
            for (int agent = 0; agent < 20; agent++) {
                agents.add(new HandoverBroker(settings));
                agents.get(agent).open("key", () -> {});
                if (agent == 0) {
                    emulator.start();
                    await().until(() -> !seen.isEmpty());
                }
            }
        } finally {
            emulator.interrupt();
            emulator.join();
            agents.forEach(HandoverBroker::close);
        }
        assertThat(seen).containsExactly("rw-rw-rw-");
    }

    @Test
    void whatAnAgentLeftThatDiedWhileItMadeASocketGoesWithTheServer() throws IOException {
        Files.createDirectories(directory.resolve("key"));
        Files.createFile(directory.resolve("key/handover.soc~"));
        try (HandoverBroker broker = new HandoverBroker(new HandoverSettings(directory, Set.of(1)))) {
            broker.remove("key");
        }
        assertThat(directory.resolve("key")).doesNotExist();
    }

    private String stateOf(String path) {
        try {
            return mode(path);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path)));
    }
}
