package dev.ioreq.playground.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of a lean JVM that ends with this one.
 *
 * <p>Serial collector, first compiler only, a small heap: the programs of a node idle most of the time, and a playground has a
 * dozen of them on a laptop. Immutable; each method gives a new command.
 */
public record JavaCommand(List<String> words) {
    /** Every program of ours ends by itself when the process of this id does, even when that was killed by signal 9. */
    public static final String EXIT_WITH_PARENT = "ioreq.exit-with-parent";

    /** Where JNA's own library lies unpacked; without it each JVM unpacks one for itself. */
    private static final String JNA_LIBRARY = "jna.boot.library.path";

    /**
     * What a start would spend time on in vain: public authorities, of which none is trusted here; a slow derivation of the password
     * of key stores that never leave memory; and ldconfig(8), which JNA asks for directories that the dynamic linker knows anyway.
     */
    private static final List<String> QUICK_TO_START = List.of(
            "-Djavax.net.ssl.trustStore=NONE",
            "-Dkeystore.pkcs12.keyPbeIterationCount=1",
            "-Djna.platform.library.path=");

    /** The first version of Java that wants to be told who may call native code. */
    private static final int NATIVE_ACCESS_IS_RESTRICTED = 24;

    public JavaCommand {
        words = List.copyOf(words);
    }

    /**
     * @param heapMebibytes the most the heap may grow to
     * @param temporary where the program may unpack native libraries; goes away with the run
     */
    public static JavaCommand lean(int heapMebibytes, Path temporary) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xss512k",
                "-Xms8m",
                "-Xmx" + heapMebibytes + "m",
                "-XX:ReservedCodeCacheSize=24m",
                "-Djava.io.tmpdir=" + temporary,
                "-Djna.tmpdir=" + temporary,
                "-D" + EXIT_WITH_PARENT + "=" + ProcessHandle.current().pid()));
        words.addAll(QUICK_TO_START);
        Optional.ofNullable(System.getProperty(JNA_LIBRARY))
                .ifPresent(place -> words.add("-D" + JNA_LIBRARY + "=" + place));
        if (Runtime.version().feature() >= NATIVE_ACCESS_IS_RESTRICTED) {
            words.add("--enable-native-access=ALL-UNNAMED");
        }
        return new JavaCommand(words);
    }

    /** Options from an argument file of java(1); they win over those given before. */
    public JavaCommand options(Path file) {
        return with("@" + file);
    }

    public JavaCommand property(String name, Object value) {
        return with("-D" + name + "=" + value);
    }

    /** What comes after a JVM's options: those of a program, and which it is. */
    public JavaCommand program(List<String> words) {
        return with(words.toArray(String[]::new));
    }

    public JavaCommand main(String classPath, String mainClass) {
        return with("-cp", classPath, mainClass);
    }

    public JavaCommand arguments(List<String> arguments) {
        return with(arguments.toArray(String[]::new));
    }

    private JavaCommand with(String... more) {
        var longer = new ArrayList<>(words);
        longer.addAll(List.of(more));
        return new JavaCommand(longer);
    }
}
