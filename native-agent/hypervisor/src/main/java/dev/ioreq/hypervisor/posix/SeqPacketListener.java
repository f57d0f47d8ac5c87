package dev.ioreq.hypervisor.posix;

import com.sun.jna.Memory;
import dev.ioreq.hypervisor.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A unix socket at which others connect ({@link SeqPacketSocket}). */
public final class SeqPacketListener implements AutoCloseable {

    private static final int BACKLOG = 64;

    private final Path path;
    private final Descriptor descriptor;

    private SeqPacketListener(Path path, Descriptor descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /** Listens at the path; a socket that an earlier process left there is removed first. */
    public static SeqPacketListener bind(Path path) {
        Memory address = UnixAddress.of(path);
        Descriptor descriptor = SeqPacketSocket.open();
        try {
            Files.deleteIfExists(path);
            descriptor.use(fd -> Libc.check("bind(" + path + ")", () -> Libc.bind(fd, address, (int) address.size())));
            descriptor.use(fd -> Libc.check("listen(" + path + ")", () -> Libc.listen(fd, BACKLOG)));
            descriptor.setBlocking(false);
            return new SeqPacketListener(path, descriptor);
        } catch (IOException e) {
            descriptor.close();
            throw new UncheckedIOException("removing the old socket " + path, e);
        } catch (PosixException e) {
            descriptor.close();
            throw e;
        }
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
