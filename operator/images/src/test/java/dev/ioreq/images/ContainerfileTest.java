package dev.ioreq.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerfileTest {
    private static final String WHOLE =
            """
            # a comment
            FROM scratch
            COPY system/ /
            COPY java/ /opt/java/

            ENV PATH=/opt/java/bin
            LABEL org.opencontainers.image.title="two words"
            USER 65532:65532
            WORKDIR /opt
            ENTRYPOINT ["java", "-version"]
            """;

    @TempDir
    Path directory;

    private Containerfile read(String text) throws IOException {
        return Containerfile.read(Files.writeString(directory.resolve("some.Containerfile"), text));
    }

    @Test
    void saysWhatTheImageHasAndHowItStarts() throws IOException {
        assertThat(read(WHOLE))
                .isEqualTo(new Containerfile(
                        List.of(new Containerfile.Layer("system", "/"), new Containerfile.Layer("java", "/opt/java/")),
                        Map.of("PATH", "/opt/java/bin"),
                        Map.of("org.opencontainers.image.title", "two words"),
                        "65532:65532",
                        "/opt",
                        List.of("java", "-version")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN apt-get update",
                "COPY --chown=1:1 system/ /",
                "COPY system /",
                "ENV A=$B",
                "ENV PATH=/twice",
                "ENTRYPOINT java -version"
            })
    void aLineThatIsNotUnderstoodIsNamed(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(WHOLE + line + "\n"))
                .withMessageContaining("some.Containerfile:11: " + line + ": expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM", "COPY", "USER", "WORKDIR", "ENTRYPOINT"})
    void anInstructionThatIsMissingIsNamed(String instruction) {
        String without = WHOLE.replaceAll("(?m)^" + instruction + " .*\n", "");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(without))
                .withMessageContaining("some.Containerfile: expected " + instruction);
    }

    @Test
    void aUserIsANumberBecauseTheKubeletCannotLookUpNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(WHOLE.replace("USER 65532:65532", "USER nobody")))
                .withMessageContaining("expected USER uid:gid, in numbers");
    }
}
