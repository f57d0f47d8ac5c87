package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.operator.agents.ObservedNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One look at a server that has been deleted: the agents release it, then its pod goes, then it may go itself.
 *
 * <p>An agent that is not heard is waited for: a server that nobody released would be left in the hypervisor. The wait ends when the
 * agent is back, when its Node is gone, or when a person says so by the annotation {@link #FORCE_RELEASE}.
 */
final class ServerTeardown {

    /** Annotation: {@code "true"} lets a deleted server go without a word from an agent that is not heard. */
    static final String FORCE_RELEASE = "ioreq.dev/force-release";

    /** What a look came to. */
    sealed interface Result {

        /** Nothing is left. */
        record Gone() implements Result {}

        /** Something is; {@code situation} is worth telling only if it lasts. */
        record Pending(Situation situation, Duration lookAgain) implements Result {}
    }

    private final Fleet fleet;
    private final Withdrawal withdrawal;
    private final Emulators emulators;
    private final Declarer declarer;
    private final Clock clock;
    private final Duration unreachableAfter;

    ServerTeardown(
            Fleet fleet,
            Withdrawal withdrawal,
            Emulators emulators,
            Declarer declarer,
            Clock clock,
            Duration unreachableAfter) {
        this.fleet = fleet;
        this.withdrawal = withdrawal;
        this.emulators = emulators;
        this.declarer = declarer;
        this.clock = clock;
        this.unreachableAfter = unreachableAfter;
    }

    Result look(IoreqServer server) {
        TreeSet<String> nodes = new TreeSet<>(fleet.holders(server.getMetadata().getUid()));
        if (server.getStatus() != null && server.getStatus().nodeName() != null) {
            nodes.add(server.getStatus().nodeName());
        }
        Withdrawal.Progress progress = withdrawal.withdraw(server, nodes, forced(server));
        if (!progress.done()) {
            return new Result.Pending(new Situation.Leaving(longUnheard(progress.unheard())), ServerFlow.UNTIL_GONE);
        }
        emulators.remove(server, true);
        declarer.forget(server.getMetadata().getUid());
        return new Result.Gone();
    }

    /** Those of the nodes that have been silent for long enough to say so; others may be heard in a moment. */
    private List<String> longUnheard(List<String> nodes) {
        return nodes.stream()
                .filter(node -> {
                    Optional<ObservedNode> observed = fleet.node(node);
                    return observed.isPresent()
                            && observed.get().link().silence(clock.instant()).compareTo(unreachableAfter) >= 0;
                })
                .toList();
    }

    private static boolean forced(IoreqServer server) {
        var annotations = server.getMetadata().getAnnotations();
        return annotations != null && "true".equals(annotations.get(FORCE_RELEASE));
    }
}
