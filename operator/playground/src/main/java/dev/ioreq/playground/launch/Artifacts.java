package dev.ioreq.playground.launch;

import dev.ioreq.hypervisor.simulated.SimulatedXenMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Maven built.
 *
 * @param root the project's root directory
 * @param archives of the programs' classes
 */
public record Artifacts(Path root, ClassArchives archives) {
    /** The system property with the project's root; the POM sets it for the playground and its tests. */
    public static final String ROOT_PROPERTY = "ioreq.root";

    /** The artifacts of the project that {@value #ROOT_PROPERTY} names. */
    public static Artifacts ofThisBuild() {
        String root = System.getProperty(ROOT_PROPERTY);
        if (root == null) {
            throw new IllegalStateException("system property " + ROOT_PROPERTY
                    + " is not set: expected the project's root directory; start the playground by `mvn -Pplayground`");
        }
        Path directory = Path.of(root).toAbsolutePath().normalize();
        // A JVM takes none but its own.
        Path archives = directory.resolve("operator/playground/target/archives/" + Runtime.version());
        return new Artifacts(directory, new ClassArchives(archives, false));
    }

    /** The same, but programs make their archives instead of using them. */
    public Artifacts recording() {
        return new Artifacts(root, new ClassArchives(archives.directory(), true));
    }

    public Application agent() {
        return Application.fastJar(
                "agent", built("native-agent/agent/target/quarkus-app/quarkus-run.jar"), "dev.ioreq.agent.AgentMain");
    }

    public Application operator() {
        return Application.fastJar(
                "operator",
                built("operator/app/target/quarkus-app/quarkus-run.jar"),
                "io.quarkus.runner.GeneratedMain");
    }

    public Application emulator() {
        return Application.jar("emulator", built("native-agent/emulator/target/ioreq-emulator.jar"));
    }

    /** The simulated hypervisor. */
    public Application hypervisor() {
        return Application.ofClasses("hypervisor", SimulatedXenMain.class, "com.sun.jna.Native");
    }

    /** What java(1) is to be told, after its other options, to start one of them. */
    public List<String> words(Application program) {
        return archives.words(program);
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
