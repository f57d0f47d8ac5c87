package dev.ioreq.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Containerfiles say, against what the rest of the project says. */
class ImagesTest {

    static List<Image> images() {
        return ProjectImages.all();
    }

    @ParameterizedTest
    @MethodSource("images")
    void theLabelsNameTheImageAndTheProjectsVersion(Image image) throws IOException {
        assertThat(ProjectImages.containerfile(image).labels())
                .containsEntry("org.opencontainers.image.title", "ioreq-" + image.name())
                .containsEntry("org.opencontainers.image.version", ProjectImages.VERSION.replace("-SNAPSHOT", ""))
                .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
                .containsKey("org.opencontainers.image.description");
    }

    @ParameterizedTest
    @MethodSource("images")
    void theLayersAreThoseThatTheBuildLays(Image image) throws IOException {
        assertThat(ProjectImages.containerfile(image).layers())
                .extracting(Containerfile.Layer::source)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                image.libraries().keySet().stream(),
                                Stream.of(image.runtime().layer(), image.name()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("images")
    void onlyTheAgentIsRoot(Image image) throws IOException {
        assertThat(ProjectImages.containerfile(image).user())
                .isEqualTo(image.name().equals("agent") ? "0:0" : "65532:65532");
    }

    @Test
    void theManifestsRunTheseImagesAndNoOthers() throws IOException {
        var mentioned = new TreeSet<String>();
        for (Path path : Trees.walk(ProjectImages.ROOT.resolve("manifests"))) {
            String name = ProjectImages.ROOT.relativize(path).toString();
            boolean filledInByOthers = name.startsWith("manifests/chart/") || name.contains("/edit-first/");
            if (name.endsWith(".yaml") && !filledInByOthers) {
                Pattern.compile("image: (\\S+)")
                        .matcher(Files.readString(path))
                        .results()
                        .forEach(match -> mentioned.add(match.group(1)));
            }
        }

        assertThat(mentioned)
                .containsExactlyElementsOf(
                        images().stream().map(Image::reference).sorted().toList());
    }
}
