package dev.ioreq.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Directories full of files. Those that become layers have no symbolic links, and no permissions but these two. */
final class Trees {

    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");

    private Trees() {}

    /** Everything in it and the directory itself, sorted. */
    static List<Path> walk(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted().toList();
        }
    }

    /** Copies a file or what a link to one leads to, and makes the directories on the way. */
    static void copy(Path source, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Copies all files below a directory. */
    static void copyAll(Path source, Path target) throws IOException {
        for (Path path : walk(source)) {
            if (Files.isRegularFile(path)) {
                copy(path, target.resolve(source.relativize(path).toString()));
            }
        }
    }

    /** Puts a copy of what it leads to in the place of each link, and makes the permissions those of a layer. */
    static void settle(Path directory) throws IOException {
        for (Path path : walk(directory)) {
            if (Files.isSymbolicLink(path)) {
                Path leads = path.toRealPath();
                Files.delete(path);
                Files.copy(leads, path);
            }
            boolean program = Files.isDirectory(path)
                    || Files.isExecutable(path) && !path.toString().endsWith(".so");
            Files.setPosixFilePermissions(path, program ? PROGRAM : PLAIN);
        }
    }

    /** Also if it is not there. */
    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path path :
                    walk(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
