package dev.ioreq.hypervisor.posix;

import com.sun.jna.Memory;
import dev.ioreq.hypervisor.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A unix socket at which others connect ({@link SeqPacketSocket}). */
public final class SeqPacketListener implements AutoCloseable {

    private static final int BACKLOG = 64;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final Descriptor descriptor;

    private SeqPacketListener(Path path, Descriptor descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /** Listens at the path, for this user alone; takes the place of a socket that an earlier process left there. */
    public static SeqPacketListener bind(Path path) {
        return bind(path, OWNER_ONLY);
    }

    /**
     * Listens at the path; takes the place of a socket that an earlier process left there. Whoever connects meanwhile finds the old one
     * or the new one, never none, and never one that does not let him in yet.
     *
     * @param permissions who may connect: those that may write
     */
    public static SeqPacketListener bind(Path path, Set<PosixFilePermission> permissions) {
        Path fresh = unfinished(path);
        Memory address = UnixAddress.of(fresh);
        Descriptor descriptor = SeqPacketSocket.open();
        try {
            Files.deleteIfExists(fresh);
            descriptor.use(fd -> Libc.check("bind(" + path + ")", () -> Libc.bind(fd, address, (int) address.size())));
            descriptor.use(fd -> Libc.check("listen(" + path + ")", () -> Libc.listen(fd, BACKLOG)));
            descriptor.setBlocking(false);
            Files.setPosixFilePermissions(fresh, permissions);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            return new SeqPacketListener(path, descriptor);
        } catch (IOException e) {
            descriptor.close();
            throw new UncheckedIOException("taking the place of the socket " + path, e);
        } catch (PosixException e) {
            descriptor.close();
            throw e;
        }
    }

    /** Removes the socket at the path, if there is one, and what was left of one whose making was interrupted. */
    public static void remove(Path path) throws IOException {
        Files.deleteIfExists(unfinished(path));
        Files.deleteIfExists(path);
    }

    /** Where the socket is until it is complete: beside its place, in a path that is not longer. */
    private static Path unfinished(Path path) {
        String name = path.getFileName().toString();
        return path.resolveSibling(name.substring(0, name.length() - 1) + "~");
    }

    /** Waits for a connection; empty after the timeout. */
    public Optional<SeqPacketSocket> accept(Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        while (true) {
            Optional<SeqPacketSocket> accepted = descriptor.use(fd -> {
                Poll.readable(fd, Duration.ofMillis(deadline.millisLeft()));
                return acceptNow(fd);
            });
            if (accepted.isPresent() || deadline.passed()) {
                return accepted;
            }
        }
    }

    private Optional<SeqPacketSocket> acceptNow(int fd) {
        long accepted = Libc.retry(() -> Libc.accept4(fd, null, null, Libc.SOCK_CLOEXEC));
        if (accepted >= 0) {
            return Optional.of(SeqPacketSocket.adopt(Descriptor.of((int) accepted)));
        }
        Errno errno = Libc.lastErrno();
        if (errno == Errno.EAGAIN || errno == Errno.ECONNABORTED) {
            return Optional.empty();
        }
        throw new PosixException(errno, "accept(" + path + ")");
    }

    public Path path() {
        return path;
    }

    /** For polling; owned by this listener. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** Removes the socket and stops listening; a thread that waits in {@link #accept} keeps it open until its timeout. Idempotent. */
    @Override
    public void close() {
        if (descriptor.isClosed()) {
            return;
        }
        descriptor.close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("removing the socket " + path, e);
        }
    }
}
