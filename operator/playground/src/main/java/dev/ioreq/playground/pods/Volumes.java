package dev.ioreq.playground.pods;

import java.io.IOException;
import java.nio.file.Path;

/** Directories of a node's pods, by the node's own paths. */
public interface Volumes {
    /** Makes a directory and those above it, as far as they are not there. */
    void make(Path directory) throws IOException;

    /** Whether anything is at this path; a link counts as itself. */
    boolean exists(Path path) throws IOException;

    /** By which path a container finds what a driver has published at a target. */
    Path published(Path target) throws IOException;
}
