package dev.ioreq.playground.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private Application program;
    private ClassArchives archives;

    @BeforeEach
    void aProgram() throws IOException {
        Path one = file("one.jar", BUILT);
        Path other = file("other.jar", BUILT.plusSeconds(1));
        program = new Application(
                "program",
                List.of(one, other),
                List.of("-jar", "run.jar"),
                List.of("-cp", "one.jar:other.jar", "Main"));
        archives = new ClassArchives(directory, false);
    }

    @Test
    void withoutAnArchiveAProgramStartsAsItIsDelivered() {
        assertThat(archives.words(program)).containsExactly("-jar", "run.jar");
    }

    @Test
    void withOneItStartsFromAllItsJars() throws IOException {
        file("program.jsa", BUILT.plusSeconds(2));

        assertThat(archives.words(program))
                .containsExactly(
                        "-XX:SharedArchiveFile=" + directory.resolve("program.jsa"),
                        "-cp",
                        "one.jar:other.jar",
                        "Main");
    }

    @Test
    void anArchiveThatIsNotNewerThanEveryJarIsOfAnotherBuild() throws IOException {
        file("program.jsa", BUILT.plusSeconds(1));

        assertThat(archives.words(program)).containsExactly("-jar", "run.jar");
    }

    @Test
    void anArchiveOfAJarThatIsGoneIsOfAnotherBuild() throws IOException {
        file("program.jsa", BUILT.plusSeconds(2));
        Files.delete(directory.resolve("one.jar"));

        assertThat(archives.words(program)).containsExactly("-jar", "run.jar");
    }

    @Test
    void aRecordingProgramMakesItsArchiveHoweverCurrentTheOldOneIs() throws IOException {
        file("program.jsa", BUILT.plusSeconds(2));

        assertThat(new ClassArchives(directory, true).words(program))
                .contains("-XX:ArchiveClassesAtExit=" + directory.resolve("program.jsa"))
                .doesNotContain("-XX:SharedArchiveFile=" + directory.resolve("program.jsa"))
                .endsWith("-cp", "one.jar:other.jar", "Main");
    }

    private Path file(String name, Instant modified) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "");
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
