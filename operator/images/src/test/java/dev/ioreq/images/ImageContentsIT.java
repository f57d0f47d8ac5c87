package dev.ioreq.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archives that the build wrote, against what the Containerfiles say. */
class ImageContentsIT {

    static List<Image> images() {
        return ProjectImages.all();
    }

    @ParameterizedTest
    @MethodSource("images")
    void whoBuildsWithDockerGetsTheSameImage(Image image) throws IOException {
        UnpackedImage actual = UnpackedImage.read(ProjectImages.archive(image));
        Containerfile file = ProjectImages.containerfile(image);

        assertThat(actual.reference()).isEqualTo(image.reference());
        assertThat(actual.words("Entrypoint")).isEqualTo(file.entrypoint());
        assertThat(actual.config().get("User").asText()).isEqualTo(file.user());
        assertThat(actual.config().get("WorkingDir").asText()).isEqualTo(file.directory());
        assertThat(actual.words("Env")).containsExactlyElementsOf(pairs(file.environment()));
        assertThat(actual.config().get("Labels").properties().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, label -> label.getValue().asText())))
                .isEqualTo(file.labels());
        assertThat(sizes(actual)).isEqualTo(copied(file));
    }

    private static List<String> pairs(Map<String, String> map) {
        return map.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .toList();
    }

    private static Map<String, Integer> sizes(UnpackedImage image) {
        var sizes = new TreeMap<String, Integer>();
        image.entries().forEach((path, entry) -> {
            if (entry.content() != null) {
                sizes.put(path, entry.content().length);
            }
        });
        return sizes;
    }

    private static Map<String, Integer> copied(Containerfile file) throws IOException {
        var sizes = new TreeMap<String, Integer>();
        for (Containerfile.Layer layer : file.layers()) {
            Path source = ProjectImages.TARGET.resolve("context").resolve(layer.source());
            for (Path path : Trees.walk(source)) {
                if (Files.isRegularFile(path)) {
                    sizes.put(layer.target() + source.relativize(path), (int) Files.size(path));
                }
            }
        }
        return sizes;
    }

    @ParameterizedTest
    @MethodSource("images")
    void everythingIsRootsAndNobodyElseMayWriteIt(Image image) throws IOException {
        UnpackedImage.read(ProjectImages.archive(image)).entries().forEach((path, entry) -> {
            assertThat(entry.uid()).as(path).isZero();
            assertThat(entry.gid()).as(path).isZero();
            assertThat(entry.seconds()).as(path).isEqualTo(1);
            assertThat(entry.mode()).as(path).isIn(path.equals("/tmp") ? Set.of(0777) : Set.of(0644, 0755));
        });
    }

    @ParameterizedTest
    @MethodSource("images")
    void theBillNamesEveryJarAndPackageThatIsInTheImage(Image image) throws IOException, ParseException {
        List<Component> components = new JsonParser()
                .parse(ProjectImages.TARGET
                        .resolve(image.fileName() + ".cdx.json")
                        .toFile())
                .getComponents();
        Set<String> hashes = components.stream()
                .filter(component -> component.getHashes() != null)
                .map(component -> component.getHashes().get(0).getValue())
                .collect(Collectors.toSet());

        for (Path path : Trees.walk(ProjectImages.TARGET.resolve("context").resolve(image.name()))) {
            String name = path.getFileName().toString();
            boolean madeByQuarkus = path.getParent().endsWith("quarkus") || name.equals("quarkus-run.jar");
            if (name.endsWith(".jar") && !madeByQuarkus) {
                assertThat(hashes).as(path.toString()).contains(Digests.sha256(path));
            }
        }
        assertThat(components)
                .extracting(Component::getName)
                .contains("openjdk", "libc6", "zlib1g", "ioreq-" + image.name())
                .containsAll(image.libraries().values().stream()
                        .flatMap(layer -> layer.keySet().stream())
                        .toList());
        assertThat(components)
                .extracting(Component::getPurl)
                .doesNotHaveDuplicates()
                .allMatch(purl -> purl.matches("pkg:(maven|deb|generic)/.+@.+"));
    }

    @ParameterizedTest
    @MethodSource("images")
    void theLicenceOfEachPackageIsInTheImage(Image image) throws IOException {
        UnpackedImage actual = UnpackedImage.read(ProjectImages.archive(image));

        image.libraries().values().forEach(layer -> layer.keySet()
                .forEach(name -> assertThat(actual.entries()).containsKey("/usr/share/doc/" + name + "/copyright")));
        assertThat(actual.entries())
                .containsKeys("/usr/share/common-licenses/LGPL-2.1", "/opt/java/legal/java.base/LICENSE");
    }

    @Test
    void theSameInputGivesTheSameDigests(@TempDir Path elsewhere) throws IOException, InterruptedException {
        ImageBuild.build(
                ProjectImages.ROOT,
                elsewhere,
                ProjectImages.VERSION,
                System.getProperty("jna.version"),
                DebianArchive.ofThisUser());

        for (Image image : images()) {
            for (String ending : List.of(".tar", ".cdx.json")) {
                assertThat(Digests.sha256(elsewhere.resolve(image.fileName() + ending)))
                        .as(image.fileName() + ending)
                        .isEqualTo(Digests.sha256(ProjectImages.TARGET.resolve(image.fileName() + ending)));
            }
        }
    }
}
