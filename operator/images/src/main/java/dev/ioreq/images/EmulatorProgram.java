package dev.ioreq.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The emulator: one jar with everything in it, and the options of its JVM.
 *
 * @param built Maven's target directory of the emulator
 * @param version of the project
 * @param jnaVersion the only foreign library in the jar
 * @param jnaEntry its native part there
 */
record EmulatorProgram(Path built, String version, String jnaVersion, String jnaEntry) implements Program {

    private static final String OURS = "dev.ioreq";

    @Override
    public void lay(Path target) throws IOException {
        for (String file : List.of("ioreq-emulator.jar", "ioreq-emulator.jvmargs")) {
            Trees.copy(built.resolve(file), target.resolve(file));
        }
        NativeLibraries.unpack(built.resolve("ioreq-emulator.jar"), jnaEntry, target);
        Trees.settle(target);
    }

    @Override
    public List<Component> components() throws IOException {
        String sha256 = Digests.sha256(built.resolve("ioreq-emulator.jar"));
        return List.of(
                maven(OURS, "ioreq-emulator", version, Optional.of(sha256)),
                maven(OURS, "ioreq-hypervisor", version, Optional.empty()),
                maven(OURS, "ioreq-protocol", version, Optional.empty()),
                maven("net.java.dev.jna", "jna", jnaVersion, Optional.empty()));
    }

    private static Component maven(String group, String name, String version, Optional<String> sha256) {
        return new Component(Component.Kind.MAVEN, group, name, version, Optional.empty(), sha256);
    }
}
