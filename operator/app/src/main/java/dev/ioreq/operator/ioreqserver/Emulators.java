package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.agents.NodePresence;
import dev.ioreq.operator.emulatorpod.EmulatorPods;
import dev.ioreq.operator.emulatorpod.PodNames;
import dev.ioreq.operator.emulatorpod.PodStep;
import dev.ioreq.operator.emulatorpod.PodStore;
import dev.ioreq.operator.emulatorpod.PodView;
import dev.ioreq.operator.events.EventReason;
import dev.ioreq.operator.events.EventRecorder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Keeps the pod of a server's emulator as it should be, one step at a look. */
final class Emulators {

    /** What a look came to. */
    sealed interface Result {

        /** The pod, if it is there and right; {@code lookAgain} if nothing else would make us look. */
        record Kept(Optional<PodView> pod, Optional<Duration> lookAgain) implements Result {}

        /** It cannot be made; {@code why} is for people. */
        record Refused(String why) implements Result {}
    }

    /** A pod that the API server has, but the cache has not seen yet. */
    private static final Duration UNTIL_SEEN = Duration.ofMillis(500);

    private final PodStore pods;
    private final NodePresence nodes;
    private final EventRecorder events;
    private final Clock clock;

    Emulators(PodStore pods, NodePresence nodes, EventRecorder events, Clock clock) {
        this.pods = pods;
        this.nodes = nodes;
        this.events = events;
        this.clock = clock;
    }

    /** Sees to it that the server's emulator has its pod on the node. */
    Result keep(IoreqServer server, String node) {
        String namespace = server.getMetadata().getNamespace();
        String name = PodNames.pod(server.getMetadata().getName());
        Optional<PodView> actual = pods.find(namespace, name);
        try {
            PodStep step = PodStep.decide(
                    actual,
                    server.getMetadata().getUid(),
                    node,
                    EmulatorPods.templateHash(server.getSpec().emulator()),
                    actual.filter(pod -> !pod.node().isEmpty() && nodes.gone(pod.node()))
                            .isPresent(),
                    clock.instant());
            if (step instanceof PodStep.Create) {
                return create(server, node);
            }
            if (step instanceof PodStep.Delete delete) {
                pods.delete(namespace, name, delete.atOnce());
                events.normal(
                        server,
                        EventReason.EMULATOR_REPLACED.toString(),
                        "Pod %s is replaced: %s".formatted(name, delete.why()));
                return new Result.Kept(Optional.empty(), Optional.of(PodStep.UNTIL_GONE));
            }
            if (step instanceof PodStep.Wait wait) {
                return new Result.Kept(Optional.empty(), Optional.of(wait.after()));
            }
            if (step instanceof PodStep.Blocked blocked) {
                return new Result.Refused(blocked.message());
            }
            return new Result.Kept(actual, Optional.empty());
        } catch (IllegalArgumentException e) {
            return new Result.Refused(e.getMessage());
        }
    }

    private Result create(IoreqServer server, String node) {
        PodStore.Creation creation = pods.create(EmulatorPods.pod(server, node));
        if (creation instanceof PodStore.Creation.Created created) {
            PodView pod = created.pod();
            if (pod.ownerUid().equals(server.getMetadata().getUid())) {
                return new Result.Kept(Optional.of(pod), Optional.empty());
            }
            if (pod.ownerKind().equals(server.getKind())) {
                return new Result.Kept(Optional.empty(), Optional.of(UNTIL_SEEN));
            }
            return new Result.Refused(
                    "pod %s exists and does not belong to this IoreqServer: delete or rename it".formatted(pod.name()));
        }
        return new Result.Refused(((PodStore.Creation.Refused) creation).why());
    }

    /** Sees to it that there is none. Asks the API server where the cache may lag behind. */
    void remove(IoreqServer server, boolean ask) {
        String namespace = server.getMetadata().getNamespace();
        String name = PodNames.pod(server.getMetadata().getName());
        Optional<PodView> actual = pods.find(namespace, name);
        if (actual.isEmpty() && ask) {
            actual = pods.lookUp(namespace, name);
        }
        actual.filter(pod -> pod.ownerUid().equals(server.getMetadata().getUid()))
                .ifPresent(pod -> {
                    boolean nodeGone = !pod.node().isEmpty() && nodes.gone(pod.node());
                    if (!pod.deleting() || nodeGone) {
                        pods.delete(namespace, name, nodeGone);
                    }
                });
    }
}
