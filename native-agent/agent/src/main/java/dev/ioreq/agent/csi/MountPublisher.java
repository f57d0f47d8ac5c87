package dev.ioreq.agent.csi;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.Mount;
import dev.ioreq.hypervisor.posix.PosixException;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Publishes by a bind mount, as containers need it. The agent must be privileged for that, and the kubelet's directory of pods must be
 * mounted into it with {@code mountPropagation: Bidirectional}.
 */
final class MountPublisher implements Publisher {

    private final Path handovers;

    /** @param handovers the directory of all handover directories */
    MountPublisher(Path handovers) {
        this.handovers = handovers;
    }

    @Override
    public void publish(Path source, Path target) throws Refusal {
        try {
            boolean made = makeDirectory(target);
            Optional<MountTable.Entry> mounted = MountTable.now().at(target.toRealPath());
            if (mounted.isPresent()) {
                if (Files.isSameFile(source, target)) {
                    return;
                }
                unmountStale(mounted.get(), target);
            }
            requireEmpty(target);
            bind(source, target, made);
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    @Override
    public boolean published(String key, Path target) throws Refusal {
        try {
            if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            MountTable.Entry home = MountTable.now().whereIs(handovers.toRealPath());
            String handover = home.root() + "/" + key;
            return MountTable.now()
                    .at(target.toRealPath())
                    .filter(mounted -> mounted.device().equals(home.device()))
                    .filter(mounted ->
                            mounted.root().equals(handover) || mounted.root().equals(handover + "//deleted"))
                    .isPresent();
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    @Override
    public void unpublish(Path target) throws Refusal {
        try {
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            requireDirectory(target);
            Path real = target.toRealPath();
            Optional<MountTable.Entry> mounted = MountTable.now().at(real);
            while (mounted.isPresent()) {
                requireOurs(mounted.get(), target);
                Mount.unmount(real);
                mounted = MountTable.now().at(real);
            }
            Files.delete(target);
        } catch (DirectoryNotEmptyException e) {
            throw notEmpty(target);
        } catch (IOException | PosixException e) {
            throw failed(target, e);
        }
    }

    /** @return true if it was not there before */
    private static boolean makeDirectory(Path target) throws IOException, Refusal {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            requireDirectory(target);
            return false;
        }
        Files.createDirectory(target);
        return true;
    }

    /** A handover whose directory is gone may be replaced; that of a living server may not. */
    private void unmountStale(MountTable.Entry mounted, Path target) throws IOException, Refusal {
        requireOurs(mounted, target);
        if (!mounted.root().endsWith("//deleted")) {
            throw new Refusal(
                    Status.ALREADY_EXISTS,
                    "target_path: " + target + ", expected nothing, or the handover that is asked for: it is "
                            + mounted.root() + "; unpublish that first");
        }
        try {
            Mount.unmount(target);
        } catch (PosixException e) {
            throw failed(target, e);
        }
    }

    private static void bind(Path source, Path target, boolean made) throws IOException, Refusal {
        try {
            Mount.bind(source, target);
        } catch (PosixException e) {
            if (made) {
                Files.delete(target);
            }
            throw failed(target, e);
        }
    }

    private void requireOurs(MountTable.Entry mounted, Path target) throws IOException, Refusal {
        MountTable.Entry home = MountTable.now().whereIs(handovers.toRealPath());
        if (!mounted.device().equals(home.device()) || !mounted.root().startsWith(home.root() + "/")) {
            throw new Refusal(
                    Status.FAILED_PRECONDITION,
                    "target_path: on " + target + " is mounted " + mounted.root() + " of device " + mounted.device()
                            + ", expected nothing, or a directory below " + handovers + ": what others mounted stays");
        }
    }

    private static void requireDirectory(Path target) throws Refusal {
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(
                    Status.FAILED_PRECONDITION,
                    "target_path: " + target
                            + " is no directory, expected nothing or a directory: what others put there stays");
        }
    }

    private static void requireEmpty(Path target) throws IOException, Refusal {
        try (Stream<Path> inside = Files.list(target)) {
            if (inside.findAny().isPresent()) {
                throw notEmpty(target);
            }
        }
    }

    private static Refusal notEmpty(Path target) {
        return new Refusal(
                Status.FAILED_PRECONDITION,
                "target_path: the directory " + target
                        + " holds files, expected an empty one: what others put there stays; remove it by hand");
    }

    private static Refusal failed(Path target, Exception cause) {
        String help = cause instanceof PosixException posix && posix.errno() == Errno.EPERM
                ? "; ioreq.agent.csi.publish=mount needs CAP_SYS_ADMIN: run the agent privileged"
                : "";
        return new Refusal(
                Status.INTERNAL,
                "target_path: " + target + ": " + (cause instanceof PosixException ? cause.getMessage() : cause)
                        + help);
    }
}
