package dev.ioreq.playground.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets a system property")
class LabTest {
    @TempDir
    Path directory;

    @AfterEach
    void forget() {
        System.clearProperty(Lab.PROPERTY);
    }

    @Test
    void withoutTheWordThereIsNoLab() throws Exception {
        assertThat(Lab.ofThisRun()).isEmpty();
    }

    @Test
    void aLabThatIsAskedForAndDoesNotAnswerIsAFailure() throws Exception {
        Path config = directory.resolve("ssh-config");
        // Nobody listens on port 1.
        Files.writeString(config, "Host dom0\n  HostName 127.0.0.1\n  Port 1\n  BatchMode yes\n");
        System.setProperty(Lab.PROPERTY, config.toString());

        assertThatThrownBy(Lab::ofThisRun)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ioreq.lab.ssh=" + config)
                .hasMessageContaining("native-agent/lab/xen test scenarios");
    }

    @Test
    void aWordOfTheShellStaysOneWord() {
        assertThat(Lab.quoted("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
    }
}
