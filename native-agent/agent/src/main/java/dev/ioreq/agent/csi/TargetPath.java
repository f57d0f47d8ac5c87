package dev.ioreq.agent.csi;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where the kubelet wants a volume, and nowhere else: below the directory of its pods. */
final class TargetPath {

    private TargetPath() {}

    /**
     * The path, if it is absolute, says where it leads, and leads below the root.
     *
     * @param root the kubelet's directory of pods
     * @throws Refusal if it is anything else, or its parent (which the kubelet makes) is not there
     */
    static Path require(String target, Path root) throws Refusal {
        Path path = spelled(target);
        if (!path.startsWith(root) || path.equals(root)) {
            throw outside(target, root);
        }
        return path;
    }

    /**
     * The same for a target that something is to be put at: its parent is there and no link on the way leads elsewhere.
     *
     * @throws Refusal if not
     */
    static Path requireParent(String target, Path root) throws Refusal {
        Path path = require(target, root);
        try {
            Path parent = path.getParent().toRealPath();
            if (!parent.startsWith(root.toRealPath())) {
                throw outside(target + " (really " + parent.resolve(path.getFileName()) + ")", root);
            }
            return path;
        } catch (IOException e) {
            throw new Refusal(
                    Status.FAILED_PRECONDITION,
                    "target_path: " + target + ", expected a parent directory that exists (" + e + ")");
        }
    }

    private static Path spelled(String target) throws Refusal {
        if (target.isEmpty()) {
            throw Refusal.invalid("target_path", "not set", "an absolute path");
        }
        try {
            Path path = Path.of(target);
            if (path.isAbsolute() && path.normalize().toString().equals(target)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw Refusal.invalid("target_path", e.getReason(), "an absolute path");
        }
        throw Refusal.invalid("target_path", target, "an absolute path without '.', '..' or empty names in it");
    }

    private static Refusal outside(String target, Path root) {
        return Refusal.invalid("target_path", target, "a path below " + root + " (ioreq.agent.csi.targets-dir)");
    }
}
