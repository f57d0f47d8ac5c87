package dev.ioreq.operator.emulatorpod;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesResourceUtil;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator wants to know of a pod.
 *
 * @param name its name
 * @param uid its UID
 * @param ownerKind the kind of the owner that controls it; empty without one
 * @param ownerUid that owner's UID; empty without one
 * @param node where it was put
 * @param serviceAccount as which it runs
 * @param templateHash of the template it was made from; empty if it was not made by an operator of ours
 * @param phase {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed}, {@code Unknown}
 * @param problem what keeps it from running, in the kubelet's words
 * @param deleting whether it is on its way out
 * @param created when it was made
 */
public record PodView(
        String name,
        String uid,
        String ownerKind,
        String ownerUid,
        String node,
        String serviceAccount,
        String templateHash,
        String phase,
        Optional<String> problem,
        boolean deleting,
        Instant created) {

    private static final Set<String> PROBLEMS = Set.of(
            "CrashLoopBackOff",
            "ImagePullBackOff",
            "ErrImagePull",
            "ErrImageNeverPull",
            "InvalidImageName",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError");

    /** Looks at a pod. */
    public static PodView of(Pod pod) {
        OwnerReference owner = KubernetesResourceUtil.getControllerUid(pod) == null
                ? null
                : pod.getMetadata().getOwnerReferences().stream()
                        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                        .findFirst()
                        .orElse(null);
        var annotations = pod.getMetadata().getAnnotations();
        String created = pod.getMetadata().getCreationTimestamp();
        return new PodView(
                pod.getMetadata().getName(),
                pod.getMetadata().getUid(),
                owner == null ? "" : owner.getKind(),
                owner == null ? "" : owner.getUid(),
                pod.getSpec() == null || pod.getSpec().getNodeName() == null
                        ? ""
                        : pod.getSpec().getNodeName(),
                serviceAccount(pod),
                annotations == null ? "" : annotations.getOrDefault(PodNames.TEMPLATE_HASH, ""),
                pod.getStatus() == null || pod.getStatus().getPhase() == null
                        ? "Pending"
                        : pod.getStatus().getPhase(),
                problem(pod),
                pod.isMarkedForDeletion(),
                created == null ? Instant.EPOCH : Instant.parse(created));
    }

    private static String serviceAccount(Pod pod) {
        boolean named = pod.getSpec() != null
                && pod.getSpec().getServiceAccountName() != null
                && !pod.getSpec().getServiceAccountName().isEmpty();
        return named ? pod.getSpec().getServiceAccountName() : "default";
    }

    private static Optional<String> problem(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        if ("Failed".equals(pod.getStatus().getPhase())) {
            return Optional.of(words(
                    "pod " + pod.getMetadata().getName() + " failed",
                    pod.getStatus().getReason(),
                    pod.getStatus().getMessage()));
        }
        return pod.getStatus().getContainerStatuses().stream()
                .filter(PodView::hasProblem)
                .findFirst()
                .map(container -> words(
                        "container " + container.getName() + " of pod "
                                + pod.getMetadata().getName(),
                        container.getState().getWaiting().getReason(),
                        container.getState().getWaiting().getMessage()));
    }

    private static boolean hasProblem(ContainerStatus container) {
        return container.getState() != null
                && container.getState().getWaiting() != null
                && PROBLEMS.contains(container.getState().getWaiting().getReason());
    }

    private static String words(String who, String reason, String message) {
        StringBuilder text = new StringBuilder(who);
        if (reason != null && !reason.isBlank()) {
            text.append(": ").append(reason);
        }
        if (message != null && !message.isBlank()) {
            text.append(": ").append(message);
        }
        return text.toString();
    }
}
