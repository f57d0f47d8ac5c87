package dev.ioreq.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The images of this build, for tests. */
final class ProjectImages {

    static final Path ROOT = Path.of(required("ioreq.root")).toAbsolutePath().normalize();
    static final String VERSION = required("ioreq.version");
    static final Path TARGET = ROOT.resolve("operator/images/target");

    private ProjectImages() {}

    static List<Image> all() {
        return Image.all(ROOT, VERSION, System.getProperty("jna.version", "any"), Architecture.ofThisJvm());
    }

    static Containerfile containerfile(Image image) throws IOException {
        return Containerfile.read(ROOT.resolve("operator/images").resolve(image.name() + ".Containerfile"));
    }

    static Path archive(Image image) {
        return TARGET.resolve(image.fileName() + ".tar");
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("system property " + property + " is not set: expected the POM to set it");
        }
        return value;
    }
}
