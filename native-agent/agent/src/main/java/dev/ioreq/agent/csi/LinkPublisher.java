package dev.ioreq.agent.csi;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Publishes by a symbolic link: for nodes whose pods are plain processes and whose agent has no privilege. A container with a mount
 * namespace of its own could not follow it.
 */
final class LinkPublisher implements Publisher {

    private final Path handovers;

    /** @param handovers the directory of all handover directories */
    LinkPublisher(Path handovers) {
        this.handovers = handovers;
    }

    @Override
    public void publish(Path source, Path target) throws Refusal {
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Path there = ours(target);
                if (there.equals(source)) {
                    return;
                }
                throw new Refusal(
                        Status.ALREADY_EXISTS,
                        "target_path: " + target
                                + ", expected nothing, or the handover that is asked for: it is a link to " + there
                                + "; unpublish that first");
            }
            Files.createSymbolicLink(target, source);
        } catch (IOException e) {
            throw new Refusal(Status.INTERNAL, "target_path: " + target + " cannot be linked to " + source + ": " + e);
        }
    }

    @Override
    public boolean published(String key, Path target) throws Refusal {
        try {
            return Files.isSymbolicLink(target)
                    && Files.readSymbolicLink(target).equals(handovers.resolve(key));
        } catch (IOException e) {
            throw new Refusal(Status.INTERNAL, "target_path: the link " + target + " cannot be read: " + e);
        }
    }

    @Override
    public void unpublish(Path target) throws Refusal {
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                ours(target);
                Files.deleteIfExists(target);
            }
        } catch (IOException e) {
            throw new Refusal(Status.INTERNAL, "target_path: the link " + target + " cannot be removed: " + e);
        }
    }

    /** Where the link leads; a server's directory may be gone by now, its link is ours all the same. */
    private Path ours(Path target) throws Refusal, IOException {
        if (!Files.isSymbolicLink(target)) {
            throw notOurs(target, "no link");
        }
        Path there = Files.readSymbolicLink(target);
        if (!handovers.equals(there.getParent())) {
            throw notOurs(target, "a link to " + there);
        }
        return there;
    }

    private Refusal notOurs(Path target, String what) {
        return new Refusal(
                Status.FAILED_PRECONDITION,
                "target_path: " + target + " is " + what + ", expected nothing, or a link below " + handovers
                        + ": what others put there stays");
    }
}
