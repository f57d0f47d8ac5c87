package dev.ioreq.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An application of Quarkus in its own layout: {@code quarkus-run.jar} and {@code lib/}, {@code app/}, {@code quarkus/} beside it.
 *
 * <p>One file of it is another in each build of the same sources: {@code quarkus/generated-bytecode.jar}. Its classes are the same, but in
 * about one of nine the order of instructions differs, or a number in a name. Quarkus 3.30 runs its build steps in parallel, numbers what
 * they record by one counter for all ({@code BytecodeRecorderImpl}), and writes mappings of the configuration in the order of sets which
 * the JVM shuffles at each start. No setting helps: with one thread ({@code io.quarkus.builder.execution.maxPoolSize=1}) a build never
 * ends, because steps wait for others of the same pool. Later releases order more of it (quarkusio/quarkus#53025 and those it names).
 *
 * @param application the directory that Quarkus built
 * @param natives which entries of which libraries are to be unpacked: by a pattern of the jar's name
 */
record QuarkusProgram(Path application, Map<String, String> natives) implements Program {

    /** What Quarkus itself says that is in it: {@code group:artifact:classifier:type:version}, a line each. */
    private static final String DEPENDENCIES = "quarkus-app-dependencies.txt";

    private static final Pattern OWN_JAR = Pattern.compile("(ioreq-[a-z]+)-(.+)\\.jar");

    @Override
    public void lay(Path target) throws IOException {
        Trees.copyAll(application, target);
        Files.delete(target.resolve(DEPENDENCIES));
        for (var each : natives.entrySet()) {
            NativeLibraries.unpack(library(each.getKey()), each.getValue(), target);
        }
        Trees.settle(target);
    }

    private Path library(String pattern) throws IOException {
        return Trees.walk(application.resolve("lib/main")).stream()
                .filter(path -> path.getFileName().toString().matches(pattern))
                .findFirst()
                .orElseThrow(
                        () -> new IOException(application + "/lib/main: expected a jar " + pattern + ", found none"));
    }

    @Override
    public List<Component> components() throws IOException {
        var components = new ArrayList<Component>();
        components.add(itself());
        for (String line : Files.readAllLines(application.resolve(DEPENDENCIES))) {
            String[] part = line.split(":");
            if (part.length != 5) {
                throw new IOException(application.resolve(DEPENDENCIES) + ": " + line
                        + ": expected group:artifact:classifier:type:version");
            }
            Optional<Path> jar = jar(part[0], part[1], part[2], part[4]);
            if (jar.isPresent()) {
                components.add(new Component(
                        Component.Kind.MAVEN,
                        part[0],
                        part[1],
                        part[4],
                        part[2].isEmpty() ? Optional.empty() : Optional.of("classifier=" + part[2]),
                        Optional.of(Digests.sha256(jar.get()))));
            }
        }
        return components;
    }

    /** The application's own jar, which the list leaves out. */
    private Component itself() throws IOException {
        for (Path jar : Trees.walk(application.resolve("app"))) {
            Matcher name = OWN_JAR.matcher(jar.getFileName().toString());
            if (name.matches()) {
                return new Component(
                        Component.Kind.MAVEN,
                        "dev.ioreq",
                        name.group(1),
                        name.group(2),
                        Optional.empty(),
                        Optional.of(Digests.sha256(jar)));
            }
        }
        throw new IOException(application + "/app: expected a jar ioreq-*, found none");
    }

    /** In the layout's own naming; what is not there was left out by Quarkus as empty. */
    private Optional<Path> jar(String group, String artifact, String classifier, String version) {
        String file = artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
        return List.of("lib/main/" + group + "." + file, "lib/boot/" + group + "." + file, "app/" + file).stream()
                .map(application::resolve)
                .filter(Files::exists)
                .findFirst();
    }
}
