package dev.ioreq.playground.lab;

import dev.ioreq.playground.pods.Volumes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/** The directories of dom0's pods. There the agent mounts, so that a target is its own path. */
record RemoteVolumes(Lab lab) implements Volumes {
    @Override
    public void make(Path directory) throws IOException {
        run("mkdir -p " + Lab.quoted(directory));
    }

    @Override
    public boolean exists(Path path) throws IOException {
        return run("test ! -e " + Lab.quoted(path) + " || echo yes").startsWith("yes");
    }

    @Override
    public Path published(Path target) {
        return target;
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
