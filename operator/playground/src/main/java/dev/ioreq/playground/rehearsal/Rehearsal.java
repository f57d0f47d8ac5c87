package dev.ioreq.playground.rehearsal;

import dev.ioreq.playground.launch.Application;
import dev.ioreq.playground.launch.Artifacts;
import dev.ioreq.playground.launch.ClassArchives;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The build's last step before anything is played: makes the {@linkplain ClassArchives class archives} that are not there or older
 * than what was built. If that fails the build goes on, for nothing but time depends on them.
 */
public final class Rehearsal {
    private final Artifacts artifacts;
    private final Application playground;

    private Rehearsal(Artifacts artifacts) {
        this.artifacts = artifacts;
        String classPath = System.getProperty("java.class.path");
        List<String> words = List.of("-cp", classPath, OneServer.class.getName());
        List<Path> jars =
                Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
        this.playground = new Application("playground", jars, words, words);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new Rehearsal(Artifacts.ofThisBuild()).unlessCurrent();
    }

    private void unlessCurrent() throws IOException, InterruptedException {
        if (stale().isEmpty()) {
            return;
        }
        System.out.println("rehearsing: one server comes and goes, so that programs start faster from now on ...");
        Files.createDirectories(artifacts.archives().directory());
        int status = new ProcessBuilder(play()).inheritIO().start().waitFor();
        if (status != 0 || !stale().isEmpty()) {
            System.out.println("the rehearsal ended with status " + status + " and without class archives of " + stale()
                    + "; these programs start as they are delivered, and take longer for it");
        }
    }

    /** A JVM with the options of this one, which are those the playground will have. */
    private List<String> play() {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(artifacts.recording().words(playground));
        return words;
    }

    private List<String> stale() {
        return Stream.of(
                        playground,
                        artifacts.agent(),
                        artifacts.operator(),
                        artifacts.hypervisor(),
                        artifacts.emulator())
                .filter(program -> !artifacts.archives().isCurrent(program))
                .map(Application::name)
                .toList();
    }
}
