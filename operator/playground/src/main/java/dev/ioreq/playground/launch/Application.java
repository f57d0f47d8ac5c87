package dev.ioreq.playground.launch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program of ours as java(1) is told of it.
 *
 * @param name of its class archive
 * @param jars everything its application class loader reads, in that order, if it is started by {@code flat}
 * @param delivered the words that start it as it is delivered
 * @param flat the words that start it from a class path of jars alone, the only kind that a class archive covers
 */
public record Application(String name, List<Path> jars, List<String> delivered, List<String> flat) {

    public Application {
        jars = List.copyOf(jars);
        delivered = List.copyOf(delivered);
        flat = List.copyOf(flat);
    }

    /** One that is a jar with everything in it. */
    public static Application jar(String name, Path jar) {
        List<String> words = List.of("-jar", jar.toString());
        return new Application(name, List.of(jar), words, words);
    }

    /**
     * A main class that is on this JVM's class path, started with no more than the jars that it needs.
     *
     * @param needed a class of each other jar
     */
    public static Application ofClasses(String name, Class<?> main, String... needed) {
        var jars = new ArrayList<Path>();
        jars.add(origin(main));
        for (String one : needed) {
            try {
                jars.add(origin(Class.forName(one, false, main.getClassLoader())));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(main + " needs " + one + ", which is not on the class path", e);
            }
        }
        List<String> words = List.of("-cp", classPath(jars), main.getName());
        return new Application(name, jars, words, words);
    }

    /**
     * One that Quarkus packed as a fast-jar. Delivered, its classes come from a class loader of Quarkus's; flat, they come in the
     * order in which that one looks: what the build transformed before the library it is from.
     *
     * @param runner its {@code quarkus-run.jar}
     * @param mainClass what the runner calls
     */
    public static Application fastJar(String name, Path runner, String mainClass) {
        Path directory = runner.getParent();
        var jars = new ArrayList<Path>();
        for (String part : List.of("quarkus", "app", "lib/boot", "lib/main")) {
            jars.addAll(jarsIn(directory.resolve(part)));
        }
        return new Application(
                name,
                jars,
                List.of("-jar", runner.toString()),
                List.of(
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        classPath(jars),
                        mainClass));
    }

    private static String classPath(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Sorted backwards by name, so that {@code transformed-bytecode.jar} stands before {@code generated-bytecode.jar}. */
    private static List<Path> jarsIn(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted((one, other) -> other.compareTo(one))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": cannot see what the build put there", e);
        }
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " is from no file", e);
        }
    }
}
