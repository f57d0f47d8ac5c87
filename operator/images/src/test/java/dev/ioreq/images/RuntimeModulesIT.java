package dev.ioreq.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The modules of the images' runtimes, against those that the classes of the programs in them name. */
class RuntimeModulesIT {

    static Stream<RuntimeModules> runtimes() {
        return Stream.of(RuntimeModules.SERVICES, RuntimeModules.EMULATOR);
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    void aRuntimeHasEveryModuleThatItsProgramsName(RuntimeModules runtime) throws IOException {
        Set<String> needed = new TreeSet<>(named(runtime));
        needed.removeAll(runtime.leftOut());

        assertThat(withAllTheyRequire(runtime.modules())).containsAll(needed);
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    void nothingIsLinkedOrLeftOutWithoutAReason(RuntimeModules runtime) throws IOException {
        Set<String> reasons = new TreeSet<>(named(runtime));
        reasons.addAll(runtime.services());

        assertThat(reasons).containsAll(runtime.modules()).containsAll(runtime.leftOut());
        assertThat(withAllTheyRequire(runtime.modules())).doesNotContainAnyElementsOf(runtime.leftOut());
    }

    private static Set<String> named(RuntimeModules runtime) throws IOException {
        var classes = new NamedModules();
        for (Image image : ProjectImages.all()) {
            if (image.runtime().equals(runtime)) {
                for (Path path :
                        Trees.walk(ProjectImages.TARGET.resolve("context").resolve(image.name()))) {
                    if (path.toString().endsWith(".jar")) {
                        classes.read(path);
                    }
                }
            }
        }
        return classes.named();
    }

    private static Set<String> withAllTheyRequire(Collection<String> modules) {
        return Configuration.empty().resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), modules).modules().stream()
                .map(ResolvedModule::name)
                .collect(Collectors.toSet());
    }
}
