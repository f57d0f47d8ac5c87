package dev.ioreq.crds.generator;

import java.nio.file.Path;

/**
 * A file that is generated from the types.
 *
 * @param path where it is committed
 * @param content its text
 */
record GeneratedFile(Path path, String content) {

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
