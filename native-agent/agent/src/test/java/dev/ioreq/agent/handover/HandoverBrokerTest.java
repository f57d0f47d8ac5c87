package dev.ioreq.agent.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
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

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path)));
    }
}
