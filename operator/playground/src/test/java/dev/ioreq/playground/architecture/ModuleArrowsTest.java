package dev.ioreq.playground.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.playground.launch.Artifacts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may know which: the table in the README, held. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModuleArrowsTest {
    private static final String OURS = "dev.ioreq..";

    /** What a failed system call is told with: whoever may know `posix` knows it too. */
    private static final DescribedPredicate<JavaClass> ERRNO_OF_POSIX = JavaClass.Predicates.type(Errno.class);

    /**
     * @param directory of the module, from the project's root
     * @param itself the packages it consists of
     * @param mayKnow packages of other modules
     */
    record Module(String directory, String itself, String... mayKnow) {
        Path compiled() {
            return Artifacts.ofThisBuild().root().resolve(directory).resolve("target/classes");
        }

        String[] known() {
            return Stream.concat(Stream.of(itself), Arrays.stream(mayKnow)).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return directory;
        }
    }

    static Stream<Module> modules() {
        return Stream.of(
                new Module("crds", "dev.ioreq.crds.."),
                new Module("native-agent/protocol", "dev.ioreq.protocol.."),
                new Module("native-agent/hypervisor", "dev.ioreq.hypervisor.."),
                new Module(
                        "native-agent/emulator",
                        "dev.ioreq.emulator..",
                        "dev.ioreq.protocol.handover..",
                        "dev.ioreq.hypervisor.abi..",
                        "dev.ioreq.hypervisor.posix.."),
                new Module("native-agent/agent", "dev.ioreq.agent..", "dev.ioreq.protocol..", "dev.ioreq.hypervisor.."),
                new Module("operator/app", "dev.ioreq.operator..", "dev.ioreq.crds..", "dev.ioreq.protocol.."),
                new Module("operator/playground", "dev.ioreq.playground..", OURS));
    }

    private final Map<String, JavaClasses> imported = new HashMap<>();

    private JavaClasses classesOf(Module module) {
        return imported.computeIfAbsent(
                module.directory(), any -> new ClassFileImporter().importPath(module.compiled()));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleKnowsOnlyWhatItMay(Module module) {
        JavaClasses classes = classesOf(module);

        assertThat(classes).as("compiled classes of " + module).isNotEmpty();
        classes()
                .should()
                .resideInAPackage(module.itself())
                .andShould()
                .onlyDependOnClassesThat(not(resideInAPackage(OURS))
                        .or(resideInAnyPackage(module.known()))
                        .or(ERRNO_OF_POSIX))
                .check(classes);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void nativeTypesStayInTheHypervisorModule(Module module) {
        boolean home = module.directory().equals("native-agent/hypervisor");

        classes()
                .that()
                .resideOutsideOfPackages(home ? new String[] {"..posix..", "..xen.."} : new String[0])
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("com.sun.jna..")))
                .check(classesOf(module));
    }
}
