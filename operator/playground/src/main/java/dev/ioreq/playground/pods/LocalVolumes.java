package dev.ioreq.playground.pods;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The directories of pods that are processes of this machine. As there is no mount, the link that a driver made is followed. */
public record LocalVolumes() implements Volumes {
    @Override
    public void make(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Path published(Path target) throws IOException {
        return target.toRealPath();
    }
}
