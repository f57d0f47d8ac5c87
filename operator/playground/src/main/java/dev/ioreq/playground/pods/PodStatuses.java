package dev.ioreq.playground.pods;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Says where a pod's containers are in the words of the Kubernetes API (core/v1 PodStatus). Pure. */
final class PodStatuses {
    private static final int KILLED = 137;

    private PodStatuses() {}

    /**
     * The status of a pod.
     *
     * @param phases one a container, by name
     * @param before the status as it is now, whose transition times are kept where nothing changed
     */
    static PodStatus of(
            Pod pod, Map<String, ContainerPhase> phases, Optional<PodStatus> before, Instant since, Instant now) {
        boolean ready = phases.values().stream().allMatch(ContainerPhase.Running.class::isInstance);
        List<ContainerStatus> containers = pod.getSpec().getContainers().stream()
                .map(container -> container(container.getName(), container.getImage(), phases.get(container.getName())))
                .toList();
        Optional<String> notReady = ready ? Optional.empty() : Optional.of("ContainersNotReady");
        List<PodCondition> conditions = Stream.of(
                        condition("PodScheduled", true, Optional.empty()),
                        condition("Initialized", true, Optional.empty()),
                        condition("ContainersReady", ready, notReady),
                        condition("Ready", ready, notReady))
                .map(condition -> keepTransition(condition, before, now))
                .toList();
        return new PodStatusBuilder()
                .withPhase(phase(phases))
                .withConditions(conditions)
                .withContainerStatuses(containers)
                .withHostIP("127.0.0.1")
                .withQosClass("BestEffort")
                .withStartTime(time(since))
                .build();
    }

    private static String phase(Map<String, ContainerPhase> phases) {
        if (phases.values().stream().allMatch(ContainerPhase.Ended.class::isInstance)) {
            boolean well = phases.values().stream()
                    .map(ContainerPhase.Ended.class::cast)
                    .allMatch(ended -> ended.exitCode() == 0);
            return well ? "Succeeded" : "Failed";
        }
        boolean allStarted = phases.values().stream()
                .allMatch(phase -> !(phase instanceof ContainerPhase.Waiting)
                        || phase.last().isPresent());
        return allStarted ? "Running" : "Pending";
    }

    private static ContainerStatus container(String name, String image, ContainerPhase phase) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withImage(image)
                .withImageID("")
                .withReady(phase instanceof ContainerPhase.Running)
                .withStarted(phase instanceof ContainerPhase.Running)
                .withRestartCount(phase.restarts())
                .withState(state(phase))
                .withLastState(
                        phase instanceof ContainerPhase.Ended
                                ? new ContainerState()
                                : phase.last().map(PodStatuses::state).orElseGet(ContainerState::new))
                .withContainerID(
                        phase instanceof ContainerPhase.Running running
                                ? id(running.container().pid())
                                : null)
                .build();
    }

    private static ContainerState state(ContainerPhase phase) {
        if (phase instanceof ContainerPhase.Running running) {
            return new ContainerStateBuilder()
                    .withNewRunning()
                    .withStartedAt(time(running.since()))
                    .endRunning()
                    .build();
        }
        if (phase instanceof ContainerPhase.Waiting waiting) {
            return new ContainerStateBuilder()
                    .withNewWaiting()
                    .withReason(waiting.reason())
                    .withMessage(waiting.message())
                    .endWaiting()
                    .build();
        }
        var ended = (ContainerPhase.Ended) phase;
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(ended.exitCode())
                .withReason(ended.exitCode() == 0 ? "Completed" : "Error")
                .withSignal(ended.exitCode() == KILLED ? 9 : null)
                .withStartedAt(time(ended.since()))
                .withFinishedAt(time(ended.at()))
                .withContainerID(id(ended.pid()))
                .endTerminated()
                .build();
    }

    /** A container's id names its process: {@code playground://<pid>}. */
    private static String id(long pid) {
        return "playground://" + pid;
    }

    private static PodCondition condition(String type, boolean holds, Optional<String> reason) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(holds ? "True" : "False")
                .withReason(reason.orElse(null))
                .build();
    }

    private static PodCondition keepTransition(PodCondition condition, Optional<PodStatus> before, Instant now) {
        String time = before.stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(old -> old.getType().equals(condition.getType())
                        && old.getStatus().equals(condition.getStatus()))
                .map(PodCondition::getLastTransitionTime)
                .findFirst()
                .orElseGet(() -> time(now));
        condition.setLastTransitionTime(time);
        return condition;
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How long a pod may take to end once it was asked to: what its deletion says, else what it declares, else 30 s. */
    static Duration grace(Pod pod) {
        return Duration.ofSeconds(Stream.of(
                        pod.getMetadata().getDeletionGracePeriodSeconds(),
                        pod.getSpec().getTerminationGracePeriodSeconds())
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(30L));
    }
}
