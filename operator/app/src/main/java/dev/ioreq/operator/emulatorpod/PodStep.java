package dev.ioreq.operator.emulatorpod;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What to do about an emulator's pod. */
public sealed interface PodStep {

    /** It is as it should be. */
    record Keep() implements PodStep {}

    /** There is none: make it. */
    record Create() implements PodStep {}

    /** It must go, and another will be made. */
    record Delete(String why, boolean atOnce) implements PodStep {}

    /** It is going, or it failed just now: look again then. */
    record Wait(Duration after) implements PodStep {}

    /** The name is taken by a pod that is not ours: a person must decide. */
    record Blocked(String message) implements PodStep {}

    /** How long a pod lives at least before it is replaced because it failed, so that one that cannot run is not made in a loop. */
    Duration SHORTEST_LIFE = Duration.ofSeconds(10);

    /** How often to look at a pod that is going. */
    Duration UNTIL_GONE = Duration.ofSeconds(5);

    /**
     * Decides. Total and pure.
     *
     * @param actual the pod of that name, if there is one
     * @param serverUid the UID of the IoreqServer
     * @param node where the pod must be
     * @param templateHash of the present template
     * @param podNodeGone whether the node that the pod is on no longer exists
     */
    static PodStep decide(
            Optional<PodView> actual,
            String serverUid,
            String node,
            String templateHash,
            boolean podNodeGone,
            Instant now) {
        if (actual.isEmpty()) {
            return new Create();
        }
        PodView pod = actual.get();
        boolean ours = pod.ownerUid().equals(serverUid);
        boolean ofFormerServer = !ours && pod.ownerKind().equals("IoreqServer");
        if (!ours && !ofFormerServer) {
            return new Blocked(
                    "pod %s exists and does not belong to this IoreqServer: delete or rename it".formatted(pod.name()));
        }
        if (pod.deleting()) {
            return podNodeGone
                    ? new Delete("its node is gone, nobody is there to confirm its end", true)
                    : new Wait(UNTIL_GONE);
        }
        if (ofFormerServer) {
            return new Delete("it belongs to a former IoreqServer of this name", false);
        }
        if (podNodeGone) {
            return new Delete("its node " + pod.node() + " is gone", true);
        }
        if (!pod.node().equals(node)) {
            return new Delete("it is on node %s, the domain is on %s".formatted(pod.node(), node), false);
        }
        if (!pod.templateHash().equals(templateHash)) {
            return new Delete("spec.emulator has changed", false);
        }
        if (pod.phase().equals("Failed") || pod.phase().equals("Succeeded")) {
            Duration left = SHORTEST_LIFE.minus(Duration.between(pod.created(), now));
            return left.isNegative() || left.isZero()
                    ? new Delete("it ended as " + pod.phase(), false)
                    : new Wait(left);
        }
        return new Keep();
    }
}
