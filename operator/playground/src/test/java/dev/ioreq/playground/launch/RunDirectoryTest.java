package dev.ioreq.playground.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void aRunDirectoryIsForItsOwnerAloneAndGoesWithAllThatIsInIt() throws IOException {
        RunDirectory run = RunDirectory.create(parent);
        Files.writeString(run.directory("xen-a/journal").resolve("a"), "x");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
                .isEqualTo("rwx------");
        run.close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aKilledRunsDirectoryIsRemovedByTheNextAndALivingOnesIsNot() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = Files.createDirectory(parent.resolve("ioreq-dead"));
        Files.writeString(left.resolve("owner.pid"), Long.toString(dead.pid()));
        Path foreign = Files.createDirectory(parent.resolve("ioreq-foreign"));

        try (RunDirectory living = RunDirectory.create(parent);
                RunDirectory next = RunDirectory.create(parent)) {
            assertThat(left).doesNotExist();
            assertThat(foreign).exists();
            assertThat(living.path()).exists();
            assertThat(next.path()).exists();
        }
    }

    @Test
    void aPlaceTooDeepForSocketsIsRefusedWithTheWayOut() throws IOException {
        Path deep = Files.createDirectory(parent.resolve("d".repeat(60)));

        assertThatThrownBy(() -> RunDirectory.create(deep))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("java.io.tmpdir")
                .hasMessageContaining("shorter");
    }
}
