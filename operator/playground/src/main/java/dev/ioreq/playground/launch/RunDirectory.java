package dev.ioreq.playground.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The one directory of one run: sockets, journals, certificates, logs. Nothing is written elsewhere, so removing it removes the run.
 *
 * <p>Its path is short because a unix socket's path has at most 107 bytes ({@code sun_path}, unix(7)) and the longest one below
 * it takes {@value #LONGEST_SOCKET} of them. A run that was killed could not remove its directory; the next one does.
 */
public final class RunDirectory implements AutoCloseable {
    private static final String PREFIX = "ioreq-";
    private static final String OWNER = "owner.pid";
    private static final int LONGEST_SOCKET = "/xen-a/h/".length() + 36 + "/handover.sock".length();
    private static final int LONGEST_PATH = 107;

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes a new directory, readable by its owner alone, below {@code parent}.
     *
     * @throws IOException when it cannot be made, or when its path would be too long for the sockets in it
     */
    public static RunDirectory create(Path parent) throws IOException {
        sweep(parent);
        var random = new SecureRandom();
        while (true) {
            Path path =
                    parent.toAbsolutePath().resolve(PREFIX + Integer.toString(random.nextInt(36 * 36 * 36 * 36), 36));
            if (path.toString().length() + LONGEST_SOCKET > LONGEST_PATH) {
                throw new IOException(
                        "java.io.tmpdir: " + parent + " is too long a path for unix sockets (at most " + LONGEST_PATH
                                + " bytes each); start with TMPDIR or -Djava.io.tmpdir set to a shorter one, such as /tmp");
            }
            try {
                var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
                Files.createDirectory(path, ownerOnly);
            } catch (FileAlreadyExistsException taken) {
                continue;
            }
            Files.writeString(
                    path.resolve(OWNER), Long.toString(ProcessHandle.current().pid()));
            return new RunDirectory(path);
        }
    }

    public Path path() {
        return path;
    }

    /** A directory of this name in it, made if need be. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        remove(path);
    }

    /** Removes the directories of runs whose process is gone. */
    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path run : runs) {
                if (owner(run).filter(pid -> ProcessHandle.of(pid).isEmpty()).isPresent()) {
                    remove(run);
                }
            }
        }
    }

    private static Optional<Long> owner(Path run) {
        Path file = run.resolve(OWNER);
        try {
            return ownedByUs(file)
                    ? Optional.of(Long.parseLong(Files.readString(file).trim()))
                    : Optional.empty();
        } catch (IOException | NumberFormatException notOneOfOurs) {
            return Optional.empty();
        }
    }

    private static boolean ownedByUs(Path file) throws IOException {
        return Files.getOwner(file).getName().equals(System.getProperty("user.name"));
    }

    private static void remove(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
