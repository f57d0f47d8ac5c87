package dev.ioreq.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native parts that libraries carry in their jars and unpack at each start: unpacked here once and for all. A program then needs no
 * temporary directory that allows programs.
 */
final class NativeLibraries {

    /** Below a program's layer; its Containerfile names it in the entrypoint. */
    static final String DIRECTORY = "native";

    private NativeLibraries() {}

    /** @throws IOException if the jar has no such entry */
    static void unpack(Path jar, String entry, Path layer) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            ZipEntry found = zip.getEntry(entry);
            if (found == null) {
                throw new IOException(jar + ": expected the native library " + entry + ", found none");
            }
            Path target = layer.resolve(DIRECTORY).resolve(Architecture.fileName(entry));
            Files.createDirectories(target.getParent());
            try (InputStream in = zip.getInputStream(found)) {
                Files.copy(in, target);
            }
        }
    }
}
