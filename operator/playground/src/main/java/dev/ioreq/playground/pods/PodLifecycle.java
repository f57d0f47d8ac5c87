package dev.ioreq.playground.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * One pod from its first sight to its last. Level-triggered: {@link #sync} compares what is declared with what runs and does the
 * next steps, however often it is called. Only the pod's lane calls it; {@link #running}
 * may be called by any thread.
 */
final class PodLifecycle {
    private static final Duration MOUNT_RETRY = Duration.ofMillis(200);
    private static final Duration REFUSAL_RETRY = Duration.ofSeconds(30);

    private final PodHost host;
    private final Clock clock;
    private final Instant since;
    private final Map<String, ContainerPhase> phases = new ConcurrentSkipListMap<>();
    private final Map<String, RestartBackoff> backoffs = new HashMap<>();
    private final Set<String> terminated = new HashSet<>();
    private Pod pod;
    private boolean gone;
    private Optional<Instant> killAt = Optional.empty();
    private Optional<PodStatus> published;

    PodLifecycle(Pod pod, PodHost host, Clock clock) {
        this.pod = pod;
        this.host = host;
        this.clock = clock;
        this.since = clock.instant();
        this.published = Optional.ofNullable(pod.getStatus());
        for (Container container : pod.getSpec().getContainers()) {
            phases.put(
                    container.getName(),
                    new ContainerPhase.Waiting(RefusedPod.NOT_YET, null, Instant.MIN, 0, Optional.empty()));
        }
    }

    /** Takes the pod's newest declaration. */
    void observe(Pod newest) {
        pod = newest;
    }

    /** The pod is no longer in the API. */
    void observeGone() {
        gone = true;
    }

    /** The pod is gone from the API and nothing of it runs: forget it. */
    boolean over() {
        return gone && stopped();
    }

    /** The container, while it runs. */
    Optional<RunningContainer> running(String container) {
        return phases.get(container) instanceof ContainerPhase.Running running
                ? Optional.of(running.container())
                : Optional.empty();
    }

    /** Does what is to be done now; gives the time after which to look again, if waiting alone will change anything. */
    Optional<Duration> sync() {
        Instant now = clock.instant();
        boolean ending = gone || pod.getMetadata().getDeletionTimestamp() != null;
        if (ending && killAt.isEmpty()) {
            killAt = Optional.of(now.plus(PodStatuses.grace(pod)));
        }
        Optional<Duration> again = List.copyOf(phases.keySet()).stream()
                .flatMap(container -> sync(container, now).stream())
                .min(Comparator.naturalOrder());
        if (!gone) {
            publish(now);
            if (ending && stopped()) {
                host.remove(pod);
            }
        }
        return again;
    }

    private Optional<Duration> sync(String container, Instant now) {
        noticeEnd(container, now);
        ContainerStep step = ContainerStep.next(phases.get(container), killAt, terminated.contains(container), now);
        if (step instanceof ContainerStep.Start) {
            start(container, now);
            return phases.get(container) instanceof ContainerPhase.Waiting waiting
                    ? Optional.of(Duration.between(now, waiting.until()))
                    : Optional.empty();
        }
        if (step instanceof ContainerStep.Terminate) {
            terminated.add(container);
            ((ContainerPhase.Running) phases.get(container)).container().terminate();
            return killAt.map(at -> Duration.between(now, at));
        }
        if (step instanceof ContainerStep.Kill) {
            ((ContainerPhase.Running) phases.get(container)).container().kill();
            return Optional.empty();
        }
        return step instanceof ContainerStep.Wait wait ? Optional.of(wait.time()) : Optional.empty();
    }

    private void noticeEnd(String container, Instant now) {
        if (!(phases.get(container) instanceof ContainerPhase.Running running)) {
            return;
        }
        var exit = running.container().ended().toCompletableFuture();
        if (!exit.isDone()) {
            return;
        }
        var ended = new ContainerPhase.Ended(
                exit.join(), running.container().pid(), running.since(), now, running.restarts());
        if (killAt.isPresent() || !restarts(ended.exitCode())) {
            phases.put(container, ended);
            return;
        }
        RestartBackoff backoff = backoffs.getOrDefault(container, RestartBackoff.NONE)
                .afterRunning(Duration.between(running.since(), now));
        backoffs.put(container, backoff);
        phases.put(
                container,
                new ContainerPhase.Waiting(
                        "CrashLoopBackOff",
                        "back-off %d s restarting container %s: it ended with status %d"
                                .formatted(backoff.delay().toSeconds(), container, ended.exitCode()),
                        now.plus(backoff.delay()),
                        running.restarts() + 1,
                        Optional.of(ended)));
    }

    private boolean restarts(int exitCode) {
        String policy = Optional.ofNullable(pod.getSpec().getRestartPolicy()).orElse("Always");
        return policy.equals("Always") || policy.equals("OnFailure") && exitCode != 0;
    }

    private void start(String container, Instant now) {
        var waiting = (ContainerPhase.Waiting) phases.get(container);
        try {
            RunningContainer started = host.start(host.plan(pod, container, waiting.restarts()));
            phases.put(container, new ContainerPhase.Running(started, now, waiting.restarts(), waiting.last()));
            started.ended().whenComplete((exit, failure) -> host.wake());
        } catch (RefusedPod refused) {
            Duration retry = refused.reason().equals(RefusedPod.NOT_YET) ? MOUNT_RETRY : REFUSAL_RETRY;
            phases.put(container, waits(waiting, refused.reason(), refused.getMessage(), now.plus(retry)));
        } catch (IOException e) {
            phases.put(container, waits(waiting, "RunContainerError", e.getMessage(), now.plus(REFUSAL_RETRY)));
        }
    }

    private static ContainerPhase.Waiting waits(
            ContainerPhase.Waiting waiting, String reason, String message, Instant until) {
        return new ContainerPhase.Waiting(reason, message, until, waiting.restarts(), waiting.last());
    }

    private void publish(Instant now) {
        PodStatus status = PodStatuses.of(pod, phases, published, since, now);
        if (!published.equals(Optional.of(status))) {
            host.publish(pod, status);
            published = Optional.of(status);
        }
    }

    private boolean stopped() {
        return phases.values().stream().noneMatch(ContainerPhase.Running.class::isInstance);
    }
}
