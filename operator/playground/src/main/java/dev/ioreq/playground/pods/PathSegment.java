package dev.ioreq.playground.pods;

import java.util.regex.Pattern;

/** Names out of a pod's declaration that become part of a path on the node. */
final class PathSegment {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,62}[A-Za-z0-9])?");

    private PathSegment() {}

    /**
     * The name, if it can only mean a file of that name.
     *
     * @param field where it stands in the pod, for the message
     * @throws RefusedPod when it could name another place
     */
    static String require(String field, String name) throws RefusedPod {
        if (name == null || !SAFE.matcher(name).matches()) {
            throw new RefusedPod(
                    "CreateContainerConfigError",
                    field + " is \"" + name + "\": expected 1..64 characters of [A-Za-z0-9.-]");
        }
        return name;
    }
}
