package dev.ioreq.playground.lab;

import dev.ioreq.playground.pods.Volumes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/**
 * The directories of dom0's pods. The agent mounts there; as a pod has no mounts of its own here, and the path of a socket may have no more
 * than 107 bytes, a short link leads to each target.
 *
 * @param links the directory of these links
 */
record RemoteVolumes(Lab lab, Path links) implements Volumes {
    @Override
    public void make(Path directory) throws IOException {
        run("mkdir -p " + Lab.quoted(directory));
    }

    @Override
    public boolean exists(Path path) throws IOException {
        return run("test ! -e " + Lab.quoted(path) + " || echo yes").startsWith("yes");
    }

    @Override
    public Path published(Path target) throws IOException {
        Path link = links.resolve(Integer.toHexString(target.hashCode()));
        run("ln -sfn " + Lab.quoted(target) + " " + link);
        return link;
    }

    private String run(String script) throws IOException {
        try {
            return lab.run(script);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(script);
        }
    }
}
