package dev.ioreq.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The modules of the images' runtimes, against what jdeps finds in the programs. */
class RuntimeModulesIT {

    static Stream<Image> images() {
        return ProjectImages.all().stream();
    }

    @ParameterizedTest
    @MethodSource("images")
    void theRuntimeHasEveryModuleThatTheProgramsClassesName(Image image, @TempDir Path classes) throws IOException {
        for (Path path : Trees.walk(ProjectImages.TARGET.resolve("context").resolve(image.name()))) {
            if (path.toString().endsWith(".jar")) {
                unpackClasses(path, classes);
            }
        }
        Set<String> needed = new TreeSet<>(named(classes));
        assertThat(needed)
                .as("left out, but named by no class")
                .containsAll(image.runtime().leftOut());
        needed.removeAll(image.runtime().leftOut());

        assertThat(withAllTheyRequire(image.runtime().modules())).containsAll(needed);
    }

    @ParameterizedTest
    @MethodSource("images")
    void theRuntimeHasNoneOfThoseThatAreLeftOut(Image image) {
        assertThat(withAllTheyRequire(image.runtime().modules()))
                .doesNotContainAnyElementsOf(image.runtime().leftOut())
                .containsAll(image.runtime().services());
    }

    /** Without module descriptors and versions for other releases: what is on a class path together is seen together. */
    private static void unpackClasses(Path jar, Path directory) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (name.endsWith(".class") && !name.endsWith("module-info.class") && !name.startsWith("META-INF/")) {
                    Path target = directory.resolve(name);
                    Files.createDirectories(target.getParent());
                    if (Files.notExists(target)) {
                        try (InputStream in = zip.getInputStream(entry)) {
                            Files.copy(in, target);
                        }
                    }
                }
            }
        }
    }

    private static Set<String> named(Path classes) {
        var said = new StringWriter();
        var printer = new PrintWriter(said);
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(printer, printer, "--ignore-missing-deps", "--list-deps", classes.toString());
        assertThat(status).as(said.toString()).isZero();
        return said.toString()
                .lines()
                .map(line -> line.strip().split("/")[0])
                .filter(line -> line.matches("(java|jdk)\\.[a-z.]+"))
                .collect(Collectors.toSet());
    }

    private static Set<String> withAllTheyRequire(Collection<String> modules) {
        return Configuration.empty().resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), modules).modules().stream()
                .map(module -> module.name())
                .collect(Collectors.toSet());
    }
}
