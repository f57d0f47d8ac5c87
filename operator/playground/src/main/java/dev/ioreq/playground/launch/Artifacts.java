package dev.ioreq.playground.launch;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the programs are that Maven built.
 *
 * @param root the project's root directory
 */
public record Artifacts(Path root) {
    /** The system property with the project's root; the POM sets it for the playground and its tests. */
    public static final String ROOT_PROPERTY = "ioreq.root";

    /** The artifacts of the project that {@value #ROOT_PROPERTY} names. */
    public static Artifacts ofThisBuild() {
        String root = System.getProperty(ROOT_PROPERTY);
        if (root == null) {
            throw new IllegalStateException("system property " + ROOT_PROPERTY
                    + " is not set: expected the project's root directory; start the playground by `mvn -Pplayground`");
        }
        return new Artifacts(Path.of(root).toAbsolutePath().normalize());
    }

    public Path agent() {
        return built("native-agent/agent/target/quarkus-app/quarkus-run.jar");
    }

    public Path operator() {
        return built("operator/app/target/quarkus-app/quarkus-run.jar");
    }

    public Path emulator() {
        return built("native-agent/emulator/target/ioreq-emulator.jar");
    }

    /** The options its JVM is to be started with, an argument file of java(1). */
    public Path emulatorOptions() {
        return built("native-agent/emulator/target/ioreq-emulator.jvmargs");
    }

    /** The manifest or the directory of manifests of this name, as people apply them. */
    public Path manifests(String name) {
        return built("manifests/" + name);
    }

    private Path built(String relative) {
        Path path = root.resolve(relative);
        if (!Files.exists(path)) {
            throw new IllegalStateException(
                    path + " does not exist: expected it to be built; run `mvn package` in " + root);
        }
        return path;
    }
}
