package dev.ioreq.playground.story;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The README's promise, told and checked: scene after scene on one playground. */
public final class Story {
    private static final int TAIL = 25;

    private final PrintStream out;
    private final long begin;

    /**
     * @param out where it is told
     * @param begin when the playground began, in {@link System#nanoTime}
     */
    public Story(PrintStream out, long begin) {
        this.out = out;
        this.begin = begin;
    }

    /** Plays all scenes; true when every check held. */
    public boolean play(PlaygroundCluster cluster) throws InterruptedException {
        var checks = new Checks(out);
        var scenes = List.of(
                new EverythingComesToLife(begin),
                new ConsolesAreComplete(),
                new AServerIsDeclared(),
                new AnEmulatorDies(),
                new AFenceAnswers(),
                new AGuestIsHeld(),
                new AForeignServerAppears(),
                new AnAgentDies(),
                new TheOperatorDies(),
                new AGuestReboots(),
                new NothingIsLeft());
        try {
            for (Scene scene : scenes) {
                checks.scene(scene.title());
                scene.play(cluster, checks);
            }
            checks.summary();
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            out.println();
            e.printStackTrace(out);
            logTails(cluster.directory().resolve("logs"));
            return false;
        }
    }

    private void logTails(Path logs) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(logs)) {
            for (Path file : files) {
                List<String> lines = Files.readAllLines(file);
                out.printf("%n--- %s%n", file.getFileName());
                lines.subList(Math.max(0, lines.size() - TAIL), lines.size()).forEach(out::println);
            }
        } catch (IOException e) {
            out.println("the logs cannot be read: " + e);
        }
    }
}
