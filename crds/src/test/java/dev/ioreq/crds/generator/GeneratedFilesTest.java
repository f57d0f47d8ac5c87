package dev.ioreq.crds.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the committed files equal to the types; with {@code -Dcrds.write=true} it writes them first. */
class GeneratedFilesTest {

    static java.util.List<GeneratedFile> files() {
        return GeneratedFiles.all();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theCommittedFileIsWhatTheTypesSay(GeneratedFile file) throws IOException {
        if (Boolean.getBoolean("crds.write")) {
            Files.createDirectories(file.path().getParent());
            Files.writeString(file.path(), file.content());
        }
        assertThat(file.path()).as("write it with  %s", GeneratedFiles.COMMAND).exists();
        assertThat(Files.readString(file.path()))
                .as("%s is out of date: write it anew with  %s", file.path().getFileName(), GeneratedFiles.COMMAND)
                .isEqualTo(file.content());
    }
}
