package dev.ioreq.playground.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Class data archives of our programs (JEP 350): what a JVM made of their classes once, for the next one to map instead of reading
 * and verifying it again. They take about 40 % off what a program needs to start. The build makes them, by a
 * {@linkplain dev.ioreq.playground.rehearsal.Rehearsal rehearsal}; without them, or with older ones, everything starts as it is
 * delivered.
 *
 * @param directory where they are
 * @param recording whether programs are to make them when they end, instead of using them
 */
public record ClassArchives(Path directory, boolean recording) {

    /** What java(1) is to be told, after its other options, to start a program. */
    public List<String> words(Application program) {
        if (recording) {
            // It would name every class that it cannot keep, and there are always some.
            return with(List.of("-Xlog:cds=error", "-XX:ArchiveClassesAtExit=" + file(program)), program);
        }
        return isCurrent(program)
                ? with(List.of("-XX:SharedArchiveFile=" + file(program)), program)
                : program.delivered();
    }

    private static List<String> with(List<String> options, Application program) {
        return Stream.concat(options.stream(), program.flat().stream()).toList();
    }

    /** Whether a program's archive is there, and newer than everything it was made of: the JVM accepts no other. */
    public boolean isCurrent(Application program) {
        Path file = file(program);
        return Files.exists(file)
                && program.jars().stream().allMatch(jar -> Files.isRegularFile(jar) && isOlder(jar, file));
    }

    private Path file(Application program) {
        return directory.resolve(program.name() + ".jsa");
    }

    private static boolean isOlder(Path jar, Path archive) {
        return modified(jar).compareTo(modified(archive)) < 0;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
