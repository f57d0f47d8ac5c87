package dev.ioreq.playground.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PodLifecycleTest {
    private final Node node = new Node();
    private final Time time = new Time();
    private final Pod pod = pod("Always");

    @Test
    void aPodIsStartedAndReadyAtOnceAndItsStatusIsWrittenOnce() {
        var lifecycle = new PodLifecycle(pod, node, time);

        lifecycle.sync();
        lifecycle.sync();

        assertThat(node.statuses).hasSize(1);
        assertThat(node.status().getPhase()).isEqualTo("Running");
        assertThat(ready(node.status())).isEqualTo("True");
        assertThat(node.status().getContainerStatuses().get(0).getContainerID()).isEqualTo("playground://1001");
    }

    @Test
    void aContainerThatCrashesIsRestartedAtOnceAndTheNextTimeAfterAWhile() {
        var lifecycle = new PodLifecycle(pod, node, time);
        lifecycle.sync();

        node.latest().end(137);
        assertThat(lifecycle.sync()).isEmpty();
        assertThat(node.started).hasSize(2);
        var restarted = node.status().getContainerStatuses().get(0);
        assertThat(restarted.getRestartCount()).isEqualTo(1);
        assertThat(restarted.getLastState().getTerminated().getExitCode()).isEqualTo(137);
        assertThat(restarted.getLastState().getTerminated().getSignal()).isEqualTo(9);

        node.latest().end(1);
        assertThat(lifecycle.sync()).contains(Duration.ofSeconds(1));
        assertThat(node.started).hasSize(2);
        assertThat(node.status()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getWaiting()
                        .getReason())
                .isEqualTo("CrashLoopBackOff");
        assertThat(ready(node.status())).isEqualTo("False");

        time.pass(Duration.ofSeconds(1));
        lifecycle.sync();
        assertThat(node.started).hasSize(3);
        assertThat(ready(node.status())).isEqualTo("True");
    }

    @Test
    void aPodThatMayNotRestartSucceedsOrFails() {
        var lifecycle = new PodLifecycle(pod("Never"), node, time);
        lifecycle.sync();

        node.latest().end(3);
        lifecycle.sync();

        assertThat(node.status().getPhase()).isEqualTo("Failed");
        assertThat(node.started).hasSize(1);
    }

    @Test
    void aDeletedPodIsAskedToEndThenKilledAndThenRemoved() {
        var lifecycle = new PodLifecycle(pod, node, time);
        lifecycle.sync();
        Pod deleted = new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:05Z")
                .withDeletionGracePeriodSeconds(5L)
                .endMetadata()
                .build();

        lifecycle.observe(deleted);
        assertThat(lifecycle.sync()).contains(Duration.ofSeconds(5));
        assertThat(node.latest().signals).containsExactly("TERM");

        time.pass(Duration.ofSeconds(5));
        lifecycle.sync();
        assertThat(node.latest().signals).containsExactly("TERM", "KILL");
        assertThat(node.removed).isEmpty();

        node.latest().end(137);
        lifecycle.sync();
        assertThat(node.started).hasSize(1);
        assertThat(node.removed).hasSize(1);

        lifecycle.observeGone();
        lifecycle.sync();
        assertThat(lifecycle.over()).isTrue();
    }

    @Test
    void aPodThatVanishesFromTheApiIsEndedToo() {
        var lifecycle = new PodLifecycle(pod, node, time);
        lifecycle.sync();

        lifecycle.observeGone();
        lifecycle.sync();

        assertThat(node.latest().signals).containsExactly("TERM");
        assertThat(lifecycle.over()).isFalse();
        node.latest().end(0);
        lifecycle.sync();
        assertThat(lifecycle.over()).isTrue();
        assertThat(node.removed).isEmpty();
    }

    @Test
    void aRefusedContainerSaysWhyAndStartsWhenTheReasonIsGone() {
        node.refusal = Optional.of(new RefusedPod(RefusedPod.NOT_YET, "volume handover: not yet"));
        var lifecycle = new PodLifecycle(pod, node, time);

        Duration again = lifecycle.sync().orElseThrow();
        assertThat(node.status().getPhase()).isEqualTo("Pending");
        assertThat(node.status()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getWaiting()
                        .getMessage())
                .isEqualTo("volume handover: not yet");

        node.refusal = Optional.empty();
        time.pass(again);
        lifecycle.sync();
        assertThat(node.status().getPhase()).isEqualTo("Running");
    }

    private static Pod pod(String restartPolicy) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("web-1-console-emulator")
                .withNamespace("demo")
                .withUid("3f1c")
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy(restartPolicy)
                .addNewContainer()
                .withName("emulator")
                .withImage("ioreq-emulator:0.1.0")
                .endContainer()
                .endSpec()
                .build();
    }

    private static String ready(PodStatus status) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .findFirst()
                .orElseThrow()
                .getStatus();
    }

    /** A node whose containers end when a test says so. */
    private static final class Node implements PodHost {
        final List<Container> started = new ArrayList<>();
        final List<PodStatus> statuses = new ArrayList<>();
        final List<Pod> removed = new ArrayList<>();
        Optional<RefusedPod> refusal = Optional.empty();

        Container latest() {
            return started.get(started.size() - 1);
        }

        PodStatus status() {
            return statuses.get(statuses.size() - 1);
        }

        @Override
        public ContainerLaunch plan(Pod pod, String container, int restarts) throws RefusedPod {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            return new ContainerLaunch(
                    container, "ioreq-emulator:0.1.0", List.of(), Map.of(), Path.of(restarts + ".log"));
        }

        @Override
        public RunningContainer start(ContainerLaunch launch) {
            started.add(new Container(1001 + started.size()));
            return latest();
        }

        @Override
        public void publish(Pod pod, PodStatus status) {
            statuses.add(status);
        }

        @Override
        public void remove(Pod pod) {
            removed.add(pod);
        }

        @Override
        public void wake() {}
    }

    private static final class Container implements RunningContainer {
        final List<String> signals = new ArrayList<>();
        private final CompletableFuture<Integer> ended = new CompletableFuture<>();
        private final long pid;

        Container(long pid) {
            this.pid = pid;
        }

        void end(int status) {
            ended.complete(status);
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public void terminate() {
            signals.add("TERM");
        }

        @Override
        public void kill() {
            signals.add("KILL");
        }

        @Override
        public CompletionStage<Integer> ended() {
            return ended;
        }
    }

    /** A clock that moves when a test says so. */
    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
